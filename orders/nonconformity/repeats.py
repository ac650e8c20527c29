"""The same product failing again: what was found and done before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from orders.nonconformity.models import Nonconformity
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User

SHOWN = 5


def earlier_of(nonconformity: Nonconformity, user: User) -> list[Nonconformity]:
    """The nonconformities of the same product before this one that lie within the setting, as far as they are visible."""
    since = nonconformity.created_at - dt.timedelta(days=policy().repeated_defect_days)
    rows = Nonconformity.objects.visible_to(user).filter(
        product=nonconformity.product_id, pk__lt=nonconformity.pk, created_at__gte=since
    )
    return list(rows[:SHOWN])


def nonconformity_of(inspection: Inspection) -> Nonconformity | None:
    """For the page of the inspection."""
    return Nonconformity.objects.filter(inspection=inspection).first()
