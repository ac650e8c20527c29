"""For whom the goods of a product lie in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.order.models import Order, OrderLine
from orders.stock.models import StockMovement
from orders.stock.permissions import reads_movements
from orders.stock.states import StockState

if TYPE_CHECKING:
    from orders.stock.models import StockBalance
    from salesmgmt.core.models import User


def held_for(balance: StockBalance, user: User) -> list:
    """``[(order or None, its number, quantity)]`` of a product, the largest first. Who may not open an order, but reads the
    movements of stock, reads its number there, too; anybody else does not."""
    rows = StockMovement.objects.filter(product=balance.pk, order_line__isnull=False)
    held = dict(rows.net_of(StockState.BOUND, "order_line").filter(net__gt=0).values_list("order_line", "net"))
    orders = dict(OrderLine.objects.filter(pk__in=held).values_list("pk", "order"))
    numbers = Order.objects.filter(pk__in=set(orders.values())).in_bulk() if reads_movements(user) else {}
    visible = Order.objects.visible_to(user).select_related("customer").in_bulk(set(orders.values()))
    found = [
        (visible.get(orders[line]), str(numbers.get(orders[line], "")), quantity) for line, quantity in held.items()
    ]
    return sorted(found, key=lambda each: each[2], reverse=True)
