"""Which goods a supply check is about: what is still to be supplied, and what the same order has supplied before."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from salesmgmt.core import registry
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Goods:
    """A quantity of a product at its tax-inclusive price."""

    product: object
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return cents(self.quantity * (self.price or ZERO))


def to_supply(order: Any, lines: Any = None) -> list:
    """The Goods of these lines, of all lines of the order without: of an order line what was not delivered yet, of the
    line of a delivery note what stands on it."""
    of_order = order.lines.model
    rows = list(order.lines.select_related("product")) if lines is None else lines
    is_asked = any(isinstance(row, of_order) for row in rows)
    delivered = registry.fact("order", "delivered_by_line", order) if is_asked else {}
    goods = [_left(row, delivered.get(row.pk, 0) if isinstance(row, of_order) else 0) for row in rows]
    return [each for each in goods if each.quantity > 0]


def _left(row: Any, done: int) -> Goods:
    return Goods(row.product, row.quantity - done, row.price)
