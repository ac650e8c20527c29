"""Which goods a supply check is about: what is still to be supplied, and what the same order has supplied before."""

from dataclasses import dataclass
from decimal import Decimal

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.order.fulfilment import billed_by_order, delivered_by_line
from orders.order.models import OrderLine
from orders.order_change.rules import new_values, price_after
from salesmgmt.core.money import ZERO, cents


@dataclass(frozen=True)
class Goods:
    """A quantity of a product at its tax-inclusive price."""

    product: object
    quantity: Decimal
    price: Decimal

    @property
    def amount(self):
        return cents(self.quantity * (self.price or ZERO))


def to_supply(order, lines=None):
    """The Goods of these lines, of all lines of the order without: of an order line what was not delivered yet, of the
    line of a delivery note what stands on it."""
    rows = list(order.lines.select_related("product")) if lines is None else lines
    delivered = delivered_by_line(order) if any(isinstance(row, OrderLine) for row in rows) else {}
    return [goods for goods in (_left(row, delivered) for row in rows) if goods.quantity > 0]


def _left(row, delivered):
    done = delivered.get(row.pk, 0) if isinstance(row, OrderLine) else 0
    return Goods(row.product, row.quantity - done, row.price)


def after_change(order, change_lines):
    """The Goods still to be supplied once an order change is carried out: the order's lines with their new quantities and
    prices, and the lines it adds (SUP-02, CHG-05)."""
    delivered, changed = delivered_by_line(order), {row.order_line_id: row for row in change_lines if row.order_line_id}
    goods = []
    for line in order.lines.select_related("product"):
        values = new_values(changed[line.pk]) if line.pk in changed else {}
        quantity = values.get("quantity", line.quantity) - delivered.get(line.pk, 0)
        goods.append(Goods(line.product, quantity, values.get("price", line.price)))
    goods += [
        Goods(row.product, row.quantity, price_after(row, order)) for row in change_lines if not row.order_line_id
    ]
    return [each for each in goods if each.quantity > 0]


def supplied_value(order):
    """(delivered, of it not yet billed) in yuan: what has left of this order or stands on an issued note, at what the
    customer accepted where he has signed. Notes that are not chargeable make no receivable."""
    rows = DeliveryNoteLine.objects.filter(
        note__order=order, note__status__in=DeliveryNote.HOLDS_STOCK, note__chargeable=True
    )
    delivered = ZERO
    for quantity, accepted, price in rows.values_list("quantity", "accepted_quantity", "price"):
        delivered += cents((quantity if accepted is None else accepted) * price)
    billed = billed_by_order([order.pk]).get(order.pk, ZERO)
    return delivered, max(delivered - billed, ZERO)
