"""Competitors' prices: entered, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.competitor.models import CompetitorPrice
from pricing.competitor.permissions import can_edit_competitor_price, can_enter_competitor_price
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def enter_competitor_price(user: User, **fields: Any) -> CompetitorPrice:
    """What was heard of one competitor on one day (PRC-02). One price of him a day: it is corrected, not entered twice."""
    require(can_enter_competitor_price(user))
    _refuse_future(fields["seen_on"])
    known = CompetitorPrice.objects.filter(
        product=fields["product"], competitor=fields["competitor"], seen_on=fields["seen_on"]
    ).first()
    if known is not None:
        raise BusinessError(
            _("This competitor's price of the day is already entered. Correct it."), link=known.get_absolute_url()
        )
    row = CompetitorPrice.objects.create(created_by=user, **fields)
    audit.record(row, user, gettext_noop("Created"))
    return row


@transaction.atomic
def update_competitor_price(pk: int, user: User, **fields: Any) -> CompetitorPrice:
    row = lock(CompetitorPrice, pk, "created_by")
    require(can_edit_competitor_price(user, row))
    _refuse_future(fields["seen_on"])
    same = {name: fields[name] for name in ("product", "competitor", "seen_on")}
    if CompetitorPrice.objects.filter(**same).exclude(pk=pk).exists():
        raise BusinessError(_("This competitor's price of the day is already entered. Correct it."))
    return change(row, user, gettext_noop("Edited"), **fields)


def _refuse_future(day: dt.date) -> None:
    if day > today():
        raise BusinessError(_("The day lies in the future."))
