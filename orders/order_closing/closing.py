"""What closes an order last is an invoice that is paid: what its deliveries and their invoices say, and the job that finds what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Subquery, Sum

from orders.delivery.charge import is_undecided
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.closing import Note, close_after_commit, close_settled
from orders.order.models import Order
from orders.order.progress import refresh_orders
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User


def notes_of(orders: list[Order]) -> dict[int, list[Note]]:
    """``{order: its delivery notes}`` as closing sees them: one query."""
    lines = InvoiceLine.objects.filter(delivery_line__note=OuterRef(OuterRef("pk"))).billing()
    billing = Invoice.objects.filter(pk__in=lines.values("invoice")).order_by()
    left = billing.values("bills_delivery").annotate(sum=Sum("open_amount")).values("sum")
    accepted = DeliveryNoteLine.objects.filter(note=OuterRef("pk")).exclude(accepted_quantity=0)
    rows = (
        DeliveryNote.objects.filter(order__in=orders)
        .exclude(status=DeliveryNote.Status.CANCELLED)
        .annotate(
            drafted=Exists(billing.filter(status=Invoice.Status.DRAFT)),
            left=Subquery(left),
            is_accepted=Exists(accepted),
        )
        .order_by("pk")
    )
    found: dict[int, list[Note]] = {order.pk: [] for order in orders}
    for note in rows:
        found[note.order_id].append(
            Note(
                note.number,
                note.status == DeliveryNote.Status.CLOSED,
                note.chargeable,
                note.billed and not note.drafted or not note.is_accepted,
                note.left or ZERO,
                is_undecided(note),
            )
        )
    return found


def close_after_payment(invoices: list[Invoice], actor: User = None) -> None:
    """The orders whose deliveries these invoices bill."""
    settled = [invoice.pk for invoice in invoices if invoice.delivery_id]
    if settled:
        notes = DeliveryNote.objects.filter(lines__invoice_lines__invoice__in=settled)
        close_after_commit(notes.values_list("order_id", flat=True), actor)


def accept_settled_orders() -> int:
    """Delivered orders of which every note is signed and accepted, or its difference settled: they are accepted (DLV-08)."""
    waiting = DeliveryNote.objects.filter(
        status__in=[DeliveryNote.Status.DELIVERED, DeliveryNote.Status.DIFFERENCE]
    ).values("order")
    unaccepted = DeliveryNote.objects.acceptance_open().order_by().values("order")
    found = Order.objects.filter(status=Order.Status.DELIVERED).exclude(pk__in=waiting).exclude(pk__in=unaccepted)
    rows = list(found.order_by("pk").only("pk", "number"))
    return in_batches("orders-to-close:accepted", rows, _accept)


def _accept(orders: list[Order]) -> int:
    found = refresh_orders([order.pk for order in orders])
    return sum(order.status == Order.Status.ACCEPTED for order in found)


def close_settled_orders(at: dt.datetime | None = None) -> int:
    """For the clock: accepted orders of which no note is open and no invoice unpaid; returns how many closed."""
    accept_settled_orders()
    unpaid = InvoiceLine.objects.billing().exclude(invoice__open_amount=0).values("delivery_line__note__order")
    waiting = DeliveryNote.objects.exclude(
        status__in=[DeliveryNote.Status.CLOSED, DeliveryNote.Status.CANCELLED]
    ).values("order")
    found = Order.objects.filter(status=Order.Status.ACCEPTED).exclude(pk__in=unpaid).exclude(pk__in=waiting)
    rows = list(found.order_by("pk").only("pk", "number"))
    return in_batches("orders-to-close", rows, lambda orders: close_settled([order.pk for order in orders]))
