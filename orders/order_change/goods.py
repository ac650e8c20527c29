"""The goods of an order as an order change makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.order_change.rules import new_values, price_after
from orders.supply.goods import Goods
from salesmgmt.core import registry

if TYPE_CHECKING:
    from orders.order.models import Order
    from orders.order_change.models import OrderChangeLine


def after_change(order: Order, change_lines: list[OrderChangeLine]) -> list:
    """The Goods still to be supplied once an order change is carried out: the order's lines with their new quantities and
    prices, and the lines it adds (SUP-02, CHG-05)."""
    delivered, changed = (
        registry.fact("order", "delivered_by_line", order),
        {row.order_line_id: row for row in change_lines if row.order_line_id},
    )
    goods = []
    for line in order.lines.select_related("product"):
        values = new_values(changed[line.pk]) if line.pk in changed else {}
        quantity = values.get("quantity", line.quantity) - delivered.get(line.pk, 0)
        goods.append(Goods(line.product, quantity, values.get("price", line.price)))
    goods += [
        Goods(row.product, row.quantity, price_after(row, order)) for row in change_lines if not row.order_line_id
    ]
    return [each for each in goods if each.quantity > 0]
