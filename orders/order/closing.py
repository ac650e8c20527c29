"""accepted → closed: everything of an order is paid and its formalities are done (states.md, Order).

What closes an order last is a delivery note that closes or an invoice that is paid. Allocations hold the lock of the
account, and deliveries lock the order before the account: so an order is closed after the commit, in a transaction of
its own, and a job finds what a broken process left.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from orders.delivery.charge import closing_remark, forgone_notes, is_undecided, tell_uncharged
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.models import Order
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import lock, move


@dataclass(frozen=True)
class Note:
    """What closing asks of one delivery note.

    ``billed``: everything accepted stands on posted invoices; ``open`` is what these still have open, in yuan.
    """

    label: str
    closed: bool
    chargeable: bool
    billed: bool
    open: Decimal
    undecided: bool = False  # neither charged nor forgone by somebody who may


def closing_gaps(notes):
    """What an accepted order still lacks before it is closed, in words; nothing where it may close."""
    gaps = []
    for note in notes:
        if not note.closed:
            gaps.append(_("The formalities of %(note)s are not closed.") % {"note": note.label})
        if note.undecided:
            gaps.append(_("%(note)s is neither charged nor was it decided to forgo it.") % {"note": note.label})
        if note.chargeable and not note.billed:
            gaps.append(_("%(note)s is not on an invoice yet.") % {"note": note.label})
        elif note.open:
            gaps.append(_("%(note)s is not paid in full.") % {"note": note.label})
    return gaps


def notes_of(order):
    """The order's delivery notes as closing sees them: one query."""
    lines = InvoiceLine.objects.filter(delivery_line__note=OuterRef(OuterRef("pk"))).billing()
    billing = Invoice.objects.filter(pk__in=lines.values("invoice")).order_by()
    left = billing.values("bills_delivery").annotate(sum=Sum("open_amount")).values("sum")
    rows = (
        DeliveryNote.objects.filter(order=order)
        .exclude(status="cancelled")
        .annotate(drafted=Exists(billing.filter(status=Invoice.Status.DRAFT)), left=Subquery(left))
        .order_by("pk")
    )
    return [
        Note(
            note.number,
            note.status == "closed",
            note.chargeable,
            note.billed and not note.drafted,
            note.left or ZERO,
            is_undecided(note),
        )
        for note in rows
    ]


@transaction.atomic
def close_if_settled(pk, actor=None):
    """Close an accepted order that lacks nothing; returns whether it is closed now."""
    order = lock(Order, pk)
    if order.status != Order.Status.ACCEPTED or closing_gaps(notes_of(order)):
        return False
    uncharged = forgone_notes(order)
    move(order, Order.Status.CLOSED, actor, comment=closing_remark(uncharged))
    tell_uncharged(order, uncharged)
    return True


def close_after_commit(order_pks, actor=None):
    """Called by what may have been the last act; a failure here undoes nothing, the job comes by."""
    for pk in sorted(set(order_pks)):
        transaction.on_commit(partial(close_if_settled, pk, actor), robust=True)


def close_after_payment(invoices, actor=None):
    """The orders whose deliveries these invoices bill."""
    settled = [invoice.pk for invoice in invoices if invoice.delivery_id]
    if settled:
        notes = DeliveryNote.objects.filter(lines__invoice_lines__invoice__in=settled)
        close_after_commit(notes.values_list("order_id", flat=True), actor)


def close_settled_orders(at=None):
    """For the clock: accepted orders of which no note is open and no invoice unpaid; returns how many closed."""
    unpaid = InvoiceLine.objects.billing().exclude(invoice__open_amount=0).values("delivery_line__note__order")
    waiting = DeliveryNote.objects.exclude(status__in=["closed", "cancelled"]).values("order")
    found = Order.objects.filter(status=Order.Status.ACCEPTED).exclude(pk__in=unpaid).exclude(pk__in=waiting)
    rows = list(found.order_by("pk").only("pk", "number"))
    return one_by_one("orders-to-close", rows, lambda order: close_if_settled(order.pk))
