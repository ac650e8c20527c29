"""What closes an order last is an invoice that is paid: what its deliveries and their invoices say, and the job that finds what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Subquery, Sum

from orders.delivery.charge import is_undecided
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.closing import Note, close_after_commit, close_if_settled
from orders.order.models import Order
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User


def notes_of(order: Order) -> list:
    """The order's delivery notes as closing sees them: one query."""
    lines = InvoiceLine.objects.filter(delivery_line__note=OuterRef(OuterRef("pk"))).billing()
    billing = Invoice.objects.filter(pk__in=lines.values("invoice")).order_by()
    left = billing.values("bills_delivery").annotate(sum=Sum("open_amount")).values("sum")
    rows = (
        DeliveryNote.objects.filter(order=order)
        .exclude(status=DeliveryNote.Status.CANCELLED)
        .annotate(drafted=Exists(billing.filter(status=Invoice.Status.DRAFT)), left=Subquery(left))
        .order_by("pk")
    )
    return [
        Note(
            note.number,
            note.status == DeliveryNote.Status.CLOSED,
            note.chargeable,
            note.billed and not note.drafted,
            note.left or ZERO,
            is_undecided(note),
        )
        for note in rows
    ]


def close_after_payment(invoices: list[Invoice], actor: User = None) -> None:
    """The orders whose deliveries these invoices bill."""
    settled = [invoice.pk for invoice in invoices if invoice.delivery_id]
    if settled:
        notes = DeliveryNote.objects.filter(lines__invoice_lines__invoice__in=settled)
        close_after_commit(notes.values_list("order_id", flat=True), actor)


def close_settled_orders(at: dt.datetime | None = None) -> int:
    """For the clock: accepted orders of which no note is open and no invoice unpaid; returns how many closed."""
    unpaid = InvoiceLine.objects.billing().exclude(invoice__open_amount=0).values("delivery_line__note__order")
    waiting = DeliveryNote.objects.exclude(
        status__in=[DeliveryNote.Status.CLOSED, DeliveryNote.Status.CANCELLED]
    ).values("order")
    found = Order.objects.filter(status=Order.Status.ACCEPTED).exclude(pk__in=unpaid).exclude(pk__in=waiting)
    rows = list(found.order_by("pk").only("pk", "number"))
    return one_by_one("orders-to-close", rows, lambda order: close_if_settled(order.pk))
