"""How far a contract has come: ordered, delivered, billed, paid, in quantity, money and per cent (CON-15, CON-16)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from orders.allocation.models import Allocation
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.models import Order, OrderLine
from orders.order.progress import orders_under, with_quantities
from salesmgmt.core.calendar import day_of
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract


NOTHING = Decimal(0)

# So many of the customer's own numbers stand on the page of a contract; the others on the orders.
REFERENCES = 5


@dataclass(frozen=True)
class Measure:
    """A quantity and an amount, and what they are of the contract's own: ``share`` is 0.4 for 40 %."""

    quantity: Decimal
    amount: Decimal
    share: Decimal | None


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """0.4 of 400 out of 1,000; None where there is nothing to compare with (CON-15)."""
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.001")) if whole else None


def measures(agreed: tuple, ordered: tuple, delivered: tuple, billed: tuple, paid: tuple) -> dict[str, Measure]:
    """The four stages from their ``(quantity, amount)``: goods are compared by quantity, money by amount. Pure (CON-15).

    1,000 sets, 400 delivered and 250 paid for: delivered 40 %, paid 25 %.
    """
    quantity, amount = agreed
    return {
        "ordered": Measure(ordered[0], ordered[1], share(ordered[0], quantity)),
        "delivered": Measure(delivered[0], delivered[1], share(delivered[0], quantity)),
        "billed": Measure(billed[0], billed[1], share(billed[1], amount)),
        "paid": Measure(paid[0], paid[1], share(paid[1], amount)),
    }


def order_lines(contract: Contract) -> list[Any]:
    """What was ordered of the contract, with how far each line has come."""
    lines = OrderLine.objects.filter(order__contract=contract).exclude(order__status=Order.Status.CANCELLED)
    return list(with_quantities(lines).select_related("order"))


def life_of(contract: Contract, lines: list[Any] | None = None) -> dict[str, Measure]:
    """measures() of a contract as it stands now; ``lines`` are its order_lines(), where the caller has read them."""
    lines = order_lines(contract) if lines is None else lines
    nothing = (NOTHING, ZERO)
    agreed = (sum((line.quantity for line in contract.lines.all()), NOTHING), contract.amount)
    return measures(agreed, *_goods(lines), *(_money(contract) if lines else (nothing, nothing)))


def _goods(lines: list[Any]) -> tuple:
    ordered = delivered = NOTHING
    ordered_amount = delivered_amount = ZERO
    for line in lines:
        if line.order.status == Order.Status.DRAFT:
            continue
        ordered += line.quantity
        ordered_amount += line.amount
        delivered += line.delivered
        delivered_amount += cents(line.delivered * (line.price or ZERO))
    return (ordered, ordered_amount), (delivered, delivered_amount)


def dates_of(contract: Contract) -> list:
    """``[(day, label)]``: the first order, the first and the last delivery, the first and the last payment."""
    orders = [
        each for each in orders_under(contract) if each.status not in (Order.Status.DRAFT, Order.Status.CANCELLED)
    ]
    if not orders:
        return []
    notes = DeliveryNote.objects.filter(order__contract=contract, signed_at__isnull=False)
    paid = Allocation.objects.filter(payment__isnull=False, amount__gt=0)
    paid = paid.filter(invoice__in=billed_lines(contract).values("invoice"))
    goods = notes.aggregate(first=Min("signed_at"), last=Max("signed_at"))
    money = paid.aggregate(first=Min("date"), last=Max("date"))
    rows = [
        (min(each.order_date for each in orders), _("First order")),
        (goods["first"] and day_of(goods["first"]), _("First delivery signed")),
        (money["first"], _("First payment")),
    ]
    if goods["first"] != goods["last"]:
        rows.append((day_of(goods["last"]), _("Last delivery signed")))
    if money["first"] != money["last"]:
        rows.append((money["last"], _("Last payment")))
    return rows


def goods_events(contract: Contract, lines: list[Any] | None = None) -> dict[str, dt.date]:
    """``{event: day}`` for instalments: the first delivery signed, and the day on which everything the contract has was
    delivered and accepted; none while something is still to come."""
    if lines is not None and not lines:
        return {}
    signed = DeliveryNote.objects.filter(order__contract=contract, signed_at__isnull=False)
    days = signed.aggregate(first=Min("signed_at"), last=Max("signed_at"))
    if days["first"] is None:
        return {}
    agreed = sum((line.quantity for line in contract.lines.all()), NOTHING)
    lines = order_lines(contract) if lines is None else lines
    accepted = sum((line.accepted + line.conceded for line in lines), NOTHING)
    found = {"delivery": day_of(days["first"])}
    return found | ({"acceptance": day_of(days["last"])} if accepted >= agreed else {})


def customer_references(contract: Contract) -> list[str]:
    """The numbers the customer gave his orders of the contract, the newest first (ORD-01)."""
    found = [each.customer_reference for each in reversed(orders_under(contract)) if each.customer_reference]
    return found[:REFERENCES]


def billed_lines(contract: Contract) -> Any:
    """The lines of posted invoices that bill deliveries of the contract, and those of their credit notes."""
    note = "delivery_line__note__order__contract"
    lines = InvoiceLine.objects.filter(Q(**{note: contract}) | Q(**{f"corrects__{note}": contract}))
    return lines.filter(invoice__status__in=Invoice.LIVE)


def _money(contract: Contract) -> tuple:
    """Billed, credit notes taken off, and of it paid: an invoice that bills other contracts too counts by its part."""
    billed_quantity = billed = paid_quantity = paid = NOTHING
    for row in _by_invoice(contract):
        sign = -1 if row["invoice__source"] == Invoice.Source.CREDIT else 1
        billed_quantity += sign * abs(row["quantity"])
        billed += row["part"]
        if sign > 0 and row["invoice__amount"]:
            settled = row["received"] / row["invoice__amount"]
            paid += row["part"] * settled
            paid_quantity += row["quantity"] * settled
    return (billed_quantity, cents(billed)), (paid_quantity.quantize(Decimal("0.01")), cents(paid))


def _by_invoice(contract: Any) -> Any:
    rows = billed_lines(contract).order_by("invoice").values("invoice", "invoice__source", "invoice__amount")
    rows = list(rows.annotate(quantity=Sum("quantity"), part=Sum("amount")))
    received = dict(
        Allocation.objects.filter(invoice__in=[row["invoice"] for row in rows], payment__isnull=False)
        .order_by()
        .values_list("invoice")
        .annotate(sum=Coalesce(Sum("amount"), ZERO))
    )
    return [{**row, "received": received.get(row["invoice"], ZERO)} for row in rows]
