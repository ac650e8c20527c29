"""What an invoice bills: the deliveries behind it, and whether all they brought stands on invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.models import Invoice, InvoiceLine
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from orders.invoice.querysets import InvoiceQuerySet


def lock_billed(invoice_pk: int) -> list:
    """The notes that an invoice bills, or whose invoice a credit note corrects, locked before its account."""
    lines = InvoiceLine.objects.filter(invoice=invoice_pk)
    billed = set(lines.values_list("delivery_line__note", flat=True))
    corrected = set(lines.values_list("corrects__delivery_line__note", flat=True))
    return [lock(DeliveryNote, pk) for pk in sorted((billed | corrected) - {None})]


def restate_billed(notes: list[DeliveryNote]) -> None:
    """Write on locked notes whether everything accepted stands on invoices."""
    pks = [note.pk for note in notes]
    open_notes = set(
        DeliveryNoteLine.objects.filter(note__in=pks).with_left().filter(left__gt=0).values_list("note", flat=True)
    )
    for note in notes:
        is_billed = note.pk not in open_notes
        if note.billed != is_billed:
            note.billed = is_billed
            note.save(update_fields=["billed"])


def billed_deliveries(invoice: Invoice) -> list:
    """The deliveries an invoice bills, of a credit note those of the invoice it corrects, with order and contract."""
    pk = invoice.corrects_id or invoice.pk
    notes = DeliveryNote.objects.filter(lines__invoice_lines__invoice=pk).distinct()
    return list(notes.select_related("order__contract").order_by("pk"))


def invoices_of(note: DeliveryNote) -> InvoiceQuerySet:
    """The invoices that bill a delivery, newest first, cancelled ones left out."""
    return (
        Invoice.objects.filter(lines__delivery_line__note=note)
        .exclude(status=Invoice.Status.CANCELLED)
        .distinct()
        .order_by("-pk")
    )


def billed_by_order(order_pks: list) -> dict:
    """``{order pk: amount}`` of the posted invoices for deliveries of these orders; one that was credited as billed by
    mistake bills nothing, its delivery waits for another."""
    rows = InvoiceLine.objects.billing().filter(
        delivery_line__note__order__in=order_pks, invoice__status__in=Invoice.LIVE
    )
    return dict(rows.order_by().values_list("delivery_line__note__order").annotate(total=Sum("amount")))
