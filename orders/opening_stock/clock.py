"""The stock is recomputed every night: who keeps it hears of a difference before he stands in front of an empty shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from orders.opening_stock.check import differences
from orders.stock.states import StockState
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt

    from orders.opening_stock.check import Difference

QUEUE = "stock-check"
NAMED = 10


def check_stock(at: dt.datetime) -> int:
    """How many figures do not agree; planner and warehouse are told."""
    found = differences()
    if found:
        notify_roles(
            [Role.PLN, Role.WH],
            lambda: _("The stock does not agree with its documents: %(n)d figures") % {"n": len(found)},
            url=reverse("stock-list"),
            body="\n".join(words(each) for each in found[:NAMED]),
        )
    return len(found)


def words(difference: Difference) -> str:
    state = difference.state
    label = StockState(state).label if state in StockState.values else _("In the store")
    return f"{difference.product} {label}: {difference.stored:f} ≠ {difference.computed:f}"
