"""What the customer gets for returned goods, money or goods, and how far a received return is from being settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_receipt.models import ReturnReplacement
from salesmgmt.core.state import move

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

S = ReturnOrder.Status


def credited_quantity(line: ReturnLine) -> Decimal:
    """What is credited of a line: what came, less what went back to the customer; before the count what the list says."""
    return (line.quantity if line.counted is None else line.counted) - line.given_back


def lines_to_credit(ret: ReturnOrder) -> Any:
    """The lines for which money was agreed, and that are not credited yet."""
    rows = ret.lines.filter(outcome=ReturnLine.Outcome.CREDIT, credits__isnull=True)
    return rows.select_related("product", "delivery_line__note", "delivery_line__order_line")


def is_settled(ret: ReturnOrder) -> bool:
    """Nothing is left to credit: all is, or goods were agreed for it."""
    return all(credited_quantity(line) == 0 for line in lines_to_credit(ret)) and _has_goods(ret)


def _has_goods(ret: ReturnOrder) -> bool:
    return ret.lines.exclude(outcome=ReturnLine.Outcome.CREDIT).exists()


def running_for(ret: ReturnOrder) -> Any:
    """The orders in place of goods of this return that were not cancelled."""
    return ReturnReplacement.objects.live().filter(line__return_order=ret)


def settle_status(ret: ReturnOrder, user: User) -> ReturnOrder:
    """Something is still to be credited: received; nothing but goods: to be replaced."""
    if ret.status not in (S.RECEIVED, S.REPLACING, S.CREDITED):
        return ret
    settled = is_settled(ret)
    if ret.status == S.RECEIVED and settled:
        return move(ret, S.REPLACING, user)
    if ret.status != S.RECEIVED and not settled:
        return move(ret, S.RECEIVED, user)
    return ret


def undo_refusal(ret: ReturnOrder) -> str:
    """Why the permit can no longer be withdrawn: something was credited, or goods are under way; "" where it can."""
    if any(line.credits.exists() for line in ret.lines.all()):
        return _("A part of this return is credited already: the permit stands.")
    found = running_for(ret).select_related("order_line__order").first()
    if found is None:
        return ""
    return _("%(order)s is under way in place of these goods. An order change cancels it first.") % {
        "order": found.order_line.order
    }
