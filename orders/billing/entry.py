"""Billing: signed deliveries become an invoice, line by line at what was accepted (挂帐).

One invoice may bill several deliveries of a customer, and a delivery may be billed in parts: never more than accepted.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from orders.account.posting import lock_account
from orders.billing.permissions import can_bill
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.amounts import position
from orders.invoice.billed import restate_billed
from orders.invoice.drafting import draft, term_of
from orders.invoice.models import Invoice, InvoiceLine
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.money import ZERO, cents, plain
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract
    from orders.delivery.querysets import DeliveryNoteLineQuerySet
    from orders.invoice.amounts import Position
    from salesmgmt.core.models import User


@transaction.atomic
def bill_delivery(pk: int, user: User, date: Any = None, **fields: Any) -> Invoice:
    """Draft the invoice of a signed delivery, the customer's receipt document being there (REC-13, DLV-06).

    What the customer accepted and no invoice bills yet is billed at the order's prices; the due date comes from the
    contract's, else the customer's, else the usual term. A sample makes no receivable unless it is marked chargeable.
    """
    require(can_bill(user))
    return _bill([pk], user, date, None, fields)


@transaction.atomic
def bill_lines(user: User, quantities: dict, date: dt.date | None = None, **fields: Any) -> Invoice:
    """Draft one invoice of ``{delivery line pk: quantity}``, of one customer: parts, or several deliveries (REC-13)."""
    require(can_bill(user))
    wanted = {pk: Decimal(quantity) for pk, quantity in quantities.items() if quantity}
    if not wanted:
        raise BusinessError(_("Enter a quantity for at least one line."))
    lines = DeliveryNoteLine.objects.filter(pk__in=wanted)
    notes = sorted(set(lines.values_list("note", flat=True)))
    if lines.count() != len(wanted):
        raise BusinessError(_("This document no longer exists."))
    return _bill(notes, user, date, wanted, fields)


@transaction.atomic
def bill_together(pks: list[int], user: User) -> list:
    """Of the chosen deliveries one invoice a customer, all or none; returns the invoices."""
    require(can_bill(user))
    by_customer = defaultdict(list)
    for pk, customer in DeliveryNote.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "customer"):
        by_customer[customer].append(pk)
    # All customers before the first number, in one order: two people who bill overlapping choices wait for each other.
    lock_roots(Customer, by_customer)
    return [_bill(notes, user, None, None, {}) for _customer, notes in sorted(by_customer.items())]


def bill_notes(pks: list[int], user: User, date: dt.date | None = None) -> Invoice:
    """One invoice of all that is left of these deliveries of a customer: a group of a run, within its transaction."""
    return _bill(pks, user, date, None, {})


def _bill(pks: list[int], user: User, date: dt.date | None, wanted: dict | None, fields: dict) -> Invoice:
    """The writing part. Notes are locked before the account, in the order of their pk."""
    notes = [lock(DeliveryNote, pk, "customer__owner", "order__contract") for pk in sorted(pks)]
    if len({note.customer_id for note in notes}) != 1:
        raise BusinessError(_("One invoice bills the deliveries of one customer."))
    customer = notes[0].customer
    lock_account(customer)
    for note in notes:
        problem = why_not_billable(note)
        if problem:
            raise BusinessError(f"{note}: {problem}" if len(notes) > 1 else problem)
    positions = _positions(notes, wanted)
    if not positions:
        raise BusinessError(_("The customer accepted nothing of this delivery: there is nothing to bill."))
    invoice = draft(
        user,
        customer,
        positions,
        source=Invoice.Source.DELIVERY,
        date=date or calendar.today(),
        contract=_contract_of(notes),
        delivery=notes[0],
        **fields,
    )
    restate_billed(notes)
    return invoice


def _contract_of(notes: list[DeliveryNote]) -> Contract:
    """The contract whose term the invoice takes; deliveries with different terms are billed apart."""
    terms = {term_of(note.customer, note.order.contract): note.order.contract for note in notes}
    if len(terms) > 1:
        days = "、".join(str(each) for each in sorted(terms))
        raise BusinessError(
            _("These deliveries have different payment terms (%(days)s days): bill them on separate invoices.")
            % {"days": days}
        )
    return next(iter(terms.values()))


def _positions(notes: Any, wanted: Any) -> list:
    """The lines to be billed, of the locked notes: ``wanted`` of each, or all that is left (REC-13)."""
    found = []
    for line in lines_to_bill(DeliveryNoteLine.objects.filter(note__in=notes)):
        quantity = line.left if wanted is None else wanted.get(line.pk, Decimal(0))
        if not 0 <= quantity <= line.left:
            raise BusinessError(
                _("%(line)s: of what was delivered %(left)s can still be billed, not %(wanted)s.")
                % {"line": line, "left": plain(line.left), "wanted": plain(quantity)}
            )
        if quantity:
            found.append(_position(line, quantity))
    missing = set(wanted or ()) - {line.delivery_line.pk for line in found}
    if missing:
        line = DeliveryNoteLine.objects.select_related("note", "product").get(pk=min(missing))
        raise BusinessError(_("%(line)s is billed in full already.") % {"line": line})
    return found


def lines_to_bill(rows: DeliveryNoteLineQuerySet) -> list:
    """Delivery lines of which something accepted is on no invoice yet, with ``left``."""
    related = ("note", "product", "order_line")
    return list(rows.with_left().filter(left__gt=0).select_related(*related).order_by("note", "pk"))


def _position(line: Any, quantity: Any) -> Position:
    """100 accepted at 50 are 5,000.00 (REC-13); the last part takes what is left of the whole to the cent."""
    amount = None
    if quantity == line.left:
        billed = InvoiceLine.objects.filter(delivery_line=line).billing().aggregate(sum=Sum("amount"))["sum"] or ZERO
        amount = cents(line.to_bill * line.price) - billed
    return position(
        line.product.name,
        quantity,
        line.price,
        line.tax_rate,
        amount=amount,
        product=line.product,
        spec=line.order_line.spec,
        unit=line.order_line.unit,
        delivery_line=line,
    )


def why_not_billable(note: DeliveryNote) -> str:
    """The reason in words, for the page of the delivery and for a refused post; "" where it can be billed."""
    if not note.chargeable:
        return _("This delivery is not chargeable.")
    if note.status not in (DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED):
        return _("Only a delivery signed by the customer is billed.")
    if not note.has_receipt:
        return _("The customer's receipt document is missing.")
    if note.billed:
        return _("This delivery is on an invoice already.")
    return ""


def not_invoiced(customer: Customer) -> Decimal:
    """What was delivered and signed but stands on no invoice yet: a line of the statement."""
    notes = DeliveryNote.objects.billable().filter(customer=customer).with_amount()
    return sum((note.billable_amount for note in notes), ZERO)


def can_bill_note(user: User, note: DeliveryNote) -> bool:
    return can_bill(user) and not why_not_billable(note)


def why_not_billed(user: User, note: DeliveryNote) -> str:
    return (
        why_not_billable(note)
        if can_bill(user) and note.status in (DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED)
        else ""
    )
