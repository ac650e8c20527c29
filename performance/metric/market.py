"""A market volume is entered by hand (KPI-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from performance.metric.models import MarketVolume
from performance.metric.period import period_of
from performance.metric.permissions import can_enter_market_volume
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from salesmgmt.core.models import Unit, User


@transaction.atomic
def enter_market_volume(
    user: User, *, unit: Unit, kind: str, first: dt.date, amount: Decimal, source: str
) -> MarketVolume:
    """The volume of a unit's market in the period in which ``first`` lies; entered again, it is replaced (KPI-14).

    Raises BusinessError without an amount above zero and without a source.
    """
    require(can_enter_market_volume(user))
    if amount <= 0:
        raise BusinessError(_("A market volume is an amount above zero."))
    if not source.strip():
        raise BusinessError(_("Say where the market volume comes from."))
    begins = period_of(kind, first).first
    made, _is_new = MarketVolume.objects.update_or_create(
        unit=unit, kind=kind, first=begins, defaults={"amount": amount, "source": source, "entered_by": user}
    )
    return made
