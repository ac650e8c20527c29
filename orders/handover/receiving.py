"""Signature, difference, receipt document, formalities, closing of a delivery note (DLV-02, 03, 05, 06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.maturity import record_first_delivery
from orders.delivery.dispatch import locked_note
from orders.delivery.models import DeliveryNote, DeliveryNoteCopy
from orders.handover.models import ReceiptDocument
from orders.handover.permissions import (
    can_close_delivery,
    can_complete_formalities,
    can_record_receipt,
    can_record_signature,
    can_return_copy,
    can_settle_difference,
)
from orders.handover.rules import closing_problems, formalities_problem
from orders.order.closing import close_after_commit
from orders.order.progress import refresh_order
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.attachments import add as add_attachment
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def record_signature(
    pk: int,
    user: User,
    *,
    receiver: str,
    signed_at: Any,
    accepted: Any,
    scan: Any,
    difference_note: str = "",
    accepted_at_once: bool = False,
) -> Any:
    """The receiver checked the goods and signed (DLV-03, 003 (三)4).

    ``accepted`` is ``{line pk: quantity}``; less than delivered opens a difference. ``scan`` is the uploaded file.
    ``accepted_at_once``: with his signature he accepts what he signed for; else that is recorded later (DLV-08).
    Raises BusinessError without receiver or scan, and for more than was delivered.
    """
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.SIGNED)
    require(can_record_signature(user, note))
    if not receiver.strip():
        raise BusinessError(_("Enter the name of the receiver."))
    if scan is None:
        raise BusinessError(_("Attach the scan of the signed delivery note."))
    if not note.delivered_at <= signed_at <= timezone.now():
        raise BusinessError(_("The signature lies between the delivery and now."))
    short = _write_accepted(note, accepted)
    if short and not difference_note.strip():
        raise BusinessError(_("Less was accepted than delivered: describe the difference."))
    add_attachment(note, scan, user, kind=gettext_noop("Signed delivery note"))
    fields = {"receiver": receiver.strip(), "signed_at": signed_at, "difference_note": difference_note}
    move(
        note,
        DeliveryNote.Status.DIFFERENCE if short else DeliveryNote.Status.SIGNED,
        user,
        comment=difference_note,
        **fields,
    )
    _note_first_delivery(note, user)
    registry.tell("delivery", "signed", note, user=user, at_once=accepted_at_once)
    refresh_order(note.order, user)
    return note


def _note_first_delivery(note: DeliveryNote, user: User) -> None:
    """The first signed delivery of goods that are paid for makes a new customer (CUS-12); a sample does not."""
    if note.chargeable and note.customer.first_delivery_date is None:
        record_first_delivery(note.customer_id, note.signed_at.astimezone(SHANGHAI).date(), user)


def _write_accepted(note: DeliveryNote, accepted: dict) -> bool:
    """Store the accepted quantities; returns whether anything is short."""
    short = False
    for line in note.lines.all():
        quantity = accepted.get(line.pk, line.quantity)
        if not 0 <= quantity <= line.quantity:
            raise BusinessError(
                _("%(line)s: the accepted quantity lies between 0 and %(quantity)s.")
                % {"line": line.product, "quantity": f"{line.quantity.normalize():f}"}
            )
        line.accepted_quantity = quantity
        line.save(update_fields=["accepted_quantity"])
        short = short or quantity < line.quantity
    return short


@transaction.atomic
def settle_difference(pk: int, user: User, resolution: str) -> DeliveryNote:
    """What was agreed with the customer about a difference; the accepted quantities are billed (DLV-03)."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.SIGNED)
    require(can_settle_difference(user, note))
    if not resolution.strip():
        raise BusinessError(_("Describe what was agreed with the customer."))
    move(note, DeliveryNote.Status.SIGNED, user, comment=resolution, difference_resolution=resolution)
    registry.tell("delivery", "settled", note, user=user)
    refresh_order(note.order, user)
    return note


@transaction.atomic
def record_receipt(pk: int, user: User, *, reference: str, file: Any) -> ReceiptDocument:
    """The customer's receiving document is brought back and forwarded to finance and the warehouse (DLV-06)."""
    note = locked_note(pk)
    require(can_record_receipt(user, note), _("A receipt document is recorded after the delivery."))
    if file is None:
        raise BusinessError(_("Attach the customer's receipt document."))
    attachment = add_attachment(note, file, user, kind=gettext_noop("Customer's receipt document"))
    receipt = ReceiptDocument.objects.create(note=note, reference=reference, attachment=attachment, recorded_by=user)
    audit.record(note, user, gettext_noop("Customer's receipt recorded"), comment=reference)
    for role in (Role.FIN, Role.WH):
        notify_department(
            note, role, lambda: _("Customer's receipt of %(note)s") % {"note": note}, sent_by=user, body=reference
        )
    return receipt


@transaction.atomic
def complete_formalities(pk: int, user: User, *, done_at: Any = None, delay_reason: str = "") -> DeliveryNote:
    """交、验货手续: at once; on a later day only with the objective reason in writing; late after SET-14 hours (DLV-05)."""
    note = locked_note(pk)
    require(can_complete_formalities(user, note))
    done_at = done_at or timezone.now()
    if done_at > timezone.now():
        raise BusinessError(_("The formalities cannot lie in the future."))
    problem = formalities_problem(note.delivered_at, done_at, delay_reason, policy().formalities_same_day)
    if problem:
        raise BusinessError(problem)
    return change(
        note,
        user,
        gettext_noop("Formalities completed"),
        comment=delay_reason,
        formalities_done_at=done_at,
        delay_reason=delay_reason,
    )


@transaction.atomic
def return_copy(pk: int, user: User) -> DeliveryNote:
    """The signed copy is back at the warehouse (DLV-02)."""
    note = locked_note(pk)
    require(can_return_copy(user, note))
    copy = lock(DeliveryNoteCopy, note.copies.get(destination=DeliveryNoteCopy.Destination.WAREHOUSE).pk)
    copy.returned_at, copy.returned_to = timezone.now(), user
    copy.save(update_fields=["returned_at", "returned_to"])
    audit.record(note, user, gettext_noop("Signed copy returned"))
    return note


@transaction.atomic
def close_delivery(pk: int, user: User) -> DeliveryNote:
    """A note closes only with formalities, receipt document and the returned warehouse copy (DLV-02, DLV-05, DLV-06)."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.CLOSED)
    require(can_close_delivery(user, note))
    problems = closing_problems(
        note.has_receipt,
        note.formalities_done_at is not None,
        note.copies.filter(destination=DeliveryNoteCopy.Destination.WAREHOUSE, returned_at__isnull=False).exists(),
    )
    if problems:
        raise BusinessError(" ".join(str(problem) for problem in problems))
    close_after_commit([note.order_id], user)
    return move(note, DeliveryNote.Status.CLOSED, user)
