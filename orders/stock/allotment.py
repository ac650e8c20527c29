"""Free goods for another order: a plan takes them instead of having them made, and what is not needed is free again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.locking import lock_under_order
from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from orders.order.states import OrderStatus
from orders.plan.completion import finish_plan
from orders.plan.models import PlanRelease
from orders.stock.models import StockAllotment, StockBalance
from orders.stock.permissions import can_take_from_stock
from orders.stock.posting import in_store_for, keeps_stock, post, require_kept
from orders.stock.rules import Move, excess, to_make
from orders.stock.states import MovementKind, StockState
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain
from salesmgmt.core.state import lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

NONE = Decimal(0)
ENDED = (OrderStatus.CANCELLED, OrderStatus.CLOSED)


def from_stock(order_line: OrderLine) -> Decimal:
    """What is taken from stock for an order line, and so need not be made."""
    rows = StockAllotment.objects.filter(order_line=order_line)
    return rows.aggregate(sum=Sum(F("quantity") - F("released")))["sum"] or NONE


def offers(plan: PlanRelease) -> list:
    """``[(plan line, free stock, still to take)]`` of the lines of a plan for which something is free; three queries."""
    if not keeps_stock():
        return []
    lines = list(plan.lines.select_related("order_line__product"))
    free = dict(
        StockBalance.objects.filter(pk__in=[line.order_line.product_id for line in lines], free__gt=0).values_list(
            "pk", "free"
        )
    )
    taken = dict(
        StockAllotment.objects.filter(order_line__in=[line.order_line_id for line in lines])
        .order_by()
        .values_list("order_line")
        .annotate(sum=Sum(F("quantity") - F("released")))
    )
    found = [
        (line, free[line.order_line.product_id], to_make(line.quantity, taken.get(line.order_line_id, NONE)))
        for line in lines
        if line.order_line.product_id in free
    ]
    return [(line, available, left) for line, available, left in found if left > 0]


@transaction.atomic
def take_from_stock(pk: int, user: User, *, line: int, quantity: Decimal) -> PlanRelease:
    """Free goods are taken for a line of the plan: they are for this order from now on, and are not made (PRD-01).

    Refused for more than the plan needs and for more than is free, under the lock of the product's stock.
    """
    plan = lock_under_order(PlanRelease, pk, "order__customer__owner")
    require(can_take_from_stock(user, plan))
    require_kept()
    row = plan.lines.select_related("order_line__product").filter(pk=line).first()
    if row is None:
        raise BusinessError(_("The line belongs to another plan."))
    left = to_make(row.quantity, from_stock(row.order_line))
    if not 0 < quantity <= left:
        raise BusinessError(
            _("%(line)s: %(left)s are still to be made, not %(wanted)s.")
            % {"line": row.order_line.product, "left": plain(left), "wanted": plain(quantity)}
        )
    moves = [Move(row.order_line.product_id, quantity, StockState.FREE, StockState.BOUND, row.order_line_id)]
    post(moves, kind=MovementKind.ALLOTTED, document=plan, user=user)
    StockAllotment.objects.create(plan=plan, order_line=row.order_line, quantity=quantity, by=user)
    words = f"{row.order_line.product} {plain(quantity)}"
    audit.record(plan, user, gettext_noop("Taken from stock"), comment=words)
    return plan


@transaction.atomic
def give_back_to_stock(pk: int, user: User, comment: str) -> PlanRelease:
    """What a draft took from stock is free again."""
    plan = lock_under_order(PlanRelease, pk, "order__customer__owner")
    require(can_take_from_stock(user, plan))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    plan_stopped(plan, user=user, reason=comment)
    audit.record(plan, user, gettext_noop("Given back to stock"), comment=comment)
    return plan


def plan_stopped(plan: PlanRelease, *, user: User | None, reason: str) -> None:
    """A plan is not carried out: what it took from stock and is still there is free again."""
    rows = list(plan.stock_allotments.filter(released__lt=F("quantity")).select_related("order_line"))
    in_store = in_store_for(row.order_line_id for row in rows) if rows else {}
    moves = []
    for row in rows:
        quantity = min(row.quantity - row.released, in_store.get(row.order_line_id, NONE))
        if quantity <= 0:
            continue
        in_store[row.order_line_id] -= quantity
        row.released += quantity
        row.save(update_fields=["released"])
        line = row.order_line
        moves.append(Move(line.product_id, quantity, StockState.BOUND, StockState.FREE, line.pk))
    post(moves, kind=MovementKind.SET_FREE, document=plan, user=user, comment=reason)


def plan_released(plan: PlanRelease, *, user: User) -> None:
    """A plan of which nothing is to be made is complete when it is signed: its goods are in stock."""
    lines = list(plan.lines.select_related("order_line"))
    if not StockAllotment.objects.filter(order_line__in=[line.order_line_id for line in lines]).exists():
        return
    if any(to_make(line.quantity, from_stock(line.order_line)) for line in lines):
        return
    if plan.can_become(PlanRelease.Status.IN_PROGRESS):
        move(plan, PlanRelease.Status.IN_PROGRESS, user)
    plan.status = finish_plan(plan.pk, user).status


def set_free(order: Order, *, user: User | None, ended: bool, reason: str = "") -> None:
    """What lies in store for an order and is no longer needed for it becomes free stock that another order may use."""
    if not keeps_stock():
        return
    order = lock(Order, order.pk)
    lines = list(with_quantities(order.lines.all()))
    in_store = in_store_for(line.pk for line in lines)
    moves = []
    for line in lines:
        quantity = excess(in_store.get(line.pk, NONE), line.quantity, line.held, ended=ended)
        if quantity:
            moves.append(Move(line.product_id, quantity, StockState.BOUND, StockState.FREE, line.pk))
            _release_allotments(line, quantity)
    post(moves, kind=MovementKind.SET_FREE, document=order, user=user, comment=reason)


def _release_allotments(line: OrderLine, quantity: Decimal) -> None:
    for row in line.stock_allotments.filter(released__lt=F("quantity")).order_by("-pk"):
        part = min(quantity, row.quantity - row.released)
        if part <= 0:
            return
        row.released += part
        row.save(update_fields=["released"])
        quantity -= part


def order_cancelled(order: Order, *, user: User, reason: str) -> None:
    """What is in store for a cancelled order is free stock (ORD-09)."""
    set_free(order, user=user, ended=True, reason=reason)


def orders_closed(orders: list[Order], *, user: User | None) -> None:
    """What still lies in store for one of them is free: two queries where there is nothing."""
    if not keeps_stock():
        return
    lines = dict(OrderLine.objects.filter(order__in=orders).values_list("pk", "order"))
    left = {lines[line] for line, quantity in in_store_for(lines).items() if quantity}
    for order in orders:
        if order.pk in left:
            set_free(order, user=user, ended=True)


def order_changed(order: Order, *, user: User) -> None:
    """Fewer are wanted: what is too much is free."""
    set_free(order, user=user, ended=False)
