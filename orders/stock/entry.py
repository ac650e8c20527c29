"""Stock entry by the warehouse of what the inspection passed (QC-02, 003 (三)4)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.inspection.result import locked_inspection
from orders.order.progress import refresh_order, sum_of_line
from orders.plan.completion import finish_plan
from orders.stock.allotment import ENDED
from orders.stock.models import StockAllotment, StockEntry
from orders.stock.permissions import can_enter_stock
from orders.stock.posting import post
from orders.stock.rules import Move
from orders.stock.states import MovementKind, StockState
from salesmgmt.core import audit
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User


def with_entered(order_lines: Any) -> Any:
    """Order lines with the quantity ``entered`` into stock for them: made for them, or taken from free stock."""
    taken = StockAllotment.objects.annotate(left=F("quantity") - F("released"))
    return order_lines.annotate(entered=sum_of_line(StockEntry.objects.all(), "quantity") + sum_of_line(taken, "left"))


def entered_quantity(inspection: Inspection) -> Decimal:
    return inspection.stock_entries.aggregate(total=Sum("quantity"))["total"] or Decimal(0)


def quantity_to_enter(inspection: Inspection) -> Decimal:
    """What passed and is not in stock yet."""
    return inspection.quantity_passed - entered_quantity(inspection)


@transaction.atomic
def enter_stock(pk: int, user: User, quantity: Decimal | None = None) -> StockEntry:
    """The warehouse takes passed goods into stock; only then they may leave (QC-02, 003 (三)4)."""
    inspection = locked_inspection(pk)
    require(can_enter_stock(user, inspection))
    left = quantity_to_enter(inspection)
    quantity = left if quantity is None else quantity
    if left <= 0:
        raise BusinessError(_("The whole passed quantity has been entered into stock already."))
    if not 0 < quantity <= left:
        raise BusinessError(
            _("%(left)s of the passed quantity are still to be entered.") % {"left": f"{left.normalize():f}"}
        )
    entry = StockEntry.objects.create(
        number=next_number("stock_entry"),
        inspection=inspection,
        order_line_id=inspection.production.order_line_id,
        quantity=quantity,
        entered_by=user,
    )
    audit.record(inspection, user, gettext_noop("Entered into stock"), comment=f"{entry} {quantity.normalize():f}")
    finish_plan(inspection.production.plan_line.plan_id, user)
    line = inspection.production.order_line
    # Goods of an order that was cancelled meanwhile are nobody's: free.
    target = StockState.FREE if inspection.order.status in ENDED else StockState.BOUND
    moves = [Move(line.product_id, quantity, StockState.PASSED, target, line.pk)]
    post(moves, kind=MovementKind.ENTERED, document=inspection, user=user, reference=entry.number)
    refresh_order(inspection.order, user)
    return entry


def has_goods_to_enter(user: User, inspection: Inspection) -> bool:
    """Passed goods are entered once, perhaps in parts."""
    return can_enter_stock(user, inspection) and quantity_to_enter(inspection) > 0
