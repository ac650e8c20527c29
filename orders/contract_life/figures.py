"""How far a contract has come: ordered, delivered, billed, paid, in quantity, money and per cent (CON-15, CON-16)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from orders.allocation.models import Allocation
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from salesmgmt.core.calendar import day_of
from salesmgmt.core.money import ZERO, cents

NOTHING = Decimal(0)

# So many of the customer's own numbers stand on the page of a contract; the others on the orders.
REFERENCES = 5


@dataclass(frozen=True)
class Measure:
    """A quantity and an amount, and what they are of the contract's own: ``share`` is 0.4 for 40 %."""

    quantity: Decimal
    amount: Decimal
    share: Decimal | None


def share(part, whole) -> Decimal | None:
    """0.4 of 400 out of 1,000; None where there is nothing to compare with (CON-15)."""
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.001")) if whole else None


def measures(agreed, ordered, delivered, billed, paid) -> dict[str, Measure]:
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


def life_of(contract) -> dict[str, Measure]:
    """measures() of a contract as it stands now: four queries."""
    agreed = (sum((line.quantity for line in contract.lines.all()), NOTHING), contract.amount)
    return measures(agreed, *_goods(contract), *_money(contract))


def _goods(contract):
    lines = OrderLine.objects.filter(order__contract=contract)
    lines = lines.exclude(order__status__in=[Order.Status.DRAFT, Order.Status.CANCELLED])
    ordered = delivered = NOTHING
    ordered_amount = delivered_amount = ZERO
    for line in with_quantities(lines):
        ordered += line.quantity
        ordered_amount += line.amount
        delivered += line.delivered
        delivered_amount += cents(line.delivered * (line.price or ZERO))
    return (ordered, ordered_amount), (delivered, delivered_amount)


def dates_of(contract):
    """``[(day, label)]``: the first order, the first and the last delivery, the first and the last payment."""
    orders = Order.objects.filter(contract=contract).exclude(status__in=[Order.Status.DRAFT, Order.Status.CANCELLED])
    notes = DeliveryNote.objects.filter(order__contract=contract, signed_at__isnull=False)
    paid = Allocation.objects.filter(payment__isnull=False, amount__gt=0)
    paid = paid.filter(invoice__in=billed_lines(contract).values("invoice"))
    goods = notes.aggregate(first=Min("signed_at"), last=Max("signed_at"))
    money = paid.aggregate(first=Min("date"), last=Max("date"))
    rows = [
        (orders.aggregate(first=Min("order_date"))["first"], _("First order")),
        (goods["first"] and day_of(goods["first"]), _("First delivery signed")),
        (money["first"], _("First payment")),
    ]
    if goods["first"] != goods["last"]:
        rows.append((day_of(goods["last"]), _("Last delivery signed")))
    if money["first"] != money["last"]:
        rows.append((money["last"], _("Last payment")))
    return rows


def goods_events(contract):
    """``{event: day}`` for instalments: the first delivery signed, and the day on which everything the contract has was
    delivered and accepted; none while something is still to come."""
    signed = DeliveryNote.objects.filter(order__contract=contract, signed_at__isnull=False)
    days = signed.aggregate(first=Min("signed_at"), last=Max("signed_at"))
    if days["first"] is None:
        return {}
    agreed = sum((line.quantity for line in contract.lines.all()), NOTHING)
    lines = OrderLine.objects.filter(order__contract=contract).exclude(order__status=Order.Status.CANCELLED)
    accepted = sum((line.accepted for line in with_quantities(lines)), NOTHING)
    found = {"delivery": day_of(days["first"])}
    return found | ({"acceptance": day_of(days["last"])} if accepted >= agreed else {})


def customer_references(contract) -> list[str]:
    """The numbers the customer gave his orders of the contract, the newest first (ORD-01)."""
    orders = Order.objects.filter(contract=contract).exclude(customer_reference="").order_by("-pk")
    return list(orders.values_list("customer_reference", flat=True)[:REFERENCES])


def billed_lines(contract):
    """The lines of posted invoices that bill deliveries of the contract, and those of their credit notes."""
    note = "delivery_line__note__order__contract"
    lines = InvoiceLine.objects.filter(Q(**{note: contract}) | Q(**{f"corrects__{note}": contract}))
    return lines.filter(invoice__status__in=Invoice.LIVE)


def _money(contract):
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


def _by_invoice(contract):
    rows = billed_lines(contract).order_by("invoice").values("invoice", "invoice__source", "invoice__amount")
    rows = list(rows.annotate(quantity=Sum("quantity"), part=Sum("amount")))
    received = dict(
        Allocation.objects.filter(invoice__in=[row["invoice"] for row in rows], payment__isnull=False)
        .order_by()
        .values_list("invoice")
        .annotate(sum=Coalesce(Sum("amount"), ZERO))
    )
    return [{**row, "received": received.get(row["invoice"], ZERO)} for row in rows]
