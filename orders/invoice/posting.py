"""Posting, correcting and cancelling invoices. A posted invoice is never deleted: a counter-document corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import book, lock_with_account
from orders.invoice.billed import lock_billed, restate_billed
from orders.invoice.models import Invoice
from orders.invoice.numbers import checked_number, writing_number
from orders.invoice.permissions import can_edit_invoice
from salesmgmt.core import calendar, registry
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

EDITABLE_FIELDS = (
    "kind",
    "invoice_no",
    "invoice_code",
    "date",
    "due_date",
    "title",
    "tax_number",
    "bank",
    "bank_account",
    "address",
    "phone",
    "remark",
)


BOOKED_AS = {
    Invoice.Source.DELIVERY: LedgerEntry.Kind.INVOICE,
    Invoice.Source.OPENING: LedgerEntry.Kind.OPENING,
    Invoice.Source.CREDIT: LedgerEntry.Kind.CREDIT,
}


@transaction.atomic
def edit_invoice(pk: int, user: User, **fields: Any) -> Invoice:
    """Finance completes a draft: kind, number, dates and the buyer. Lines and amounts come from the delivery."""
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.is_editable:
        raise BusinessError(_("A posted invoice is not changed; a credit note corrects it."))
    fields = {name: value for name, value in fields.items() if name in EDITABLE_FIELDS}
    if fields.get("date", invoice.date) > calendar.today():
        raise BusinessError(_("The invoice date lies in the future."))
    if invoice.is_credit:
        _refuse_before(invoice.corrects, fields.get("date", invoice.date))
    if fields.get("due_date", invoice.due_date) < fields.get("date", invoice.date):
        raise BusinessError(_("The due date lies before the invoice date."))
    if set(fields) & {"kind", "invoice_no", "invoice_code"}:
        fields.update(_number_of(invoice, fields))
    return writing_number(
        lambda: change(invoice, user, gettext_noop("Changed"), **fields), fields.get("invoice_no", "")
    )


def _number_of(invoice: Invoice, fields: dict) -> dict:
    """Kind, number and code as they will stand, checked together; of a red letter only once it may have one."""
    withheld = invoice.is_credit and fields.get("invoice_no") and registry.fact("invoice", "number_withheld", invoice)
    if withheld:
        raise BusinessError(withheld)
    kind, number, code = (fields.get(name, getattr(invoice, name)) for name in ("kind", "invoice_no", "invoice_code"))
    number, code = checked_number(kind, number, code, besides=invoice.pk)
    return {"kind": kind, "invoice_no": number, "invoice_code": code}


@transaction.atomic
def enter_number(
    pk: int, user: User, *, invoice_no: str, kind: str = "", invoice_code: str = "", reason: str = ""
) -> Invoice:
    """The number of a posted invoice or credit note has arrived from the tax office: entered by finance (REC-13).

    A number that stands there already is corrected only with the reason; amounts, dates and ledger stay as they are.
    """
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.is_live:
        raise BusinessError(_("The number of a draft is entered with its other data."))
    if not invoice_no.strip():
        raise BusinessError(_("Enter the number."))
    if invoice.invoice_no and not reason.strip():
        raise BusinessError(_("A number stands here already: give the reason of the correction."))
    action = gettext_noop("Invoice number corrected") if invoice.invoice_no else gettext_noop("Invoice number entered")
    given = {"kind": kind or invoice.kind, "invoice_no": invoice_no, "invoice_code": invoice_code}
    fields = _number_of(invoice, given)
    return writing_number(lambda: change(invoice, user, action, comment=reason, **fields), fields["invoice_no"])


@transaction.atomic
def post_invoice(pk: int, user: User) -> Invoice:
    """draft → posted by finance: the receivable stands in the ledger from the invoice date on (REC-13).

    A credit note is offset at once against the invoice it corrects, as far as that is still open; what is left stays
    visible as a credit of the customer.
    """
    notes = lock_billed(pk)
    invoice, account = lock_with_account(Invoice, pk)
    guard(invoice, Invoice.Status.POSTED)
    if not invoice.is_editable:  # a paid invoice becomes open again by a reversal, never by posting it twice
        raise BusinessError(_("This invoice has been posted already."))
    require(can_edit_invoice(user, invoice))
    if invoice.amount == ZERO:
        raise BusinessError(_("The amount is zero: there is nothing to post."))
    if invoice.is_credit:
        _refuse_too_much_credit(invoice)
    if invoice.source != Invoice.Source.OPENING:
        checked_number(invoice.kind, invoice.invoice_no, invoice.invoice_code, besides=invoice.pk)
    move(
        invoice,
        Invoice.Status.POSTED,
        user,
        open_amount=invoice.amount,
        posted_by=user,
        posted_at=timezone.now(),
    )
    book(
        account,
        kind=BOOKED_AS[invoice.source],
        day=invoice.date,
        amount=invoice.amount,
        document=invoice,
        reference=invoice.number,
        due_date=invoice.due_date,
        user=user,
    )
    if invoice.is_credit:
        _offset_original(invoice, notes, user)
    notify(
        [invoice.customer.owner],
        lambda: (
            _("Posted: %(invoice)s, %(customer)s, %(amount)s")
            % {"invoice": invoice, "customer": invoice.customer, "amount": f"{invoice.amount:,.2f}"}
        ),
        url=invoice.get_absolute_url(),
    )
    return invoice


def _offset_original(credit: Invoice, notes: list, user: User) -> None:
    original = lock(Invoice, credit.corrects_id)
    beyond = -credit.open_amount - original.open_amount
    if beyond > ZERO:
        registry.tell("invoice", "credited_beyond_open", credit, original=original, amount=beyond, user=user)
        original.refresh_from_db()
    amount = min(original.open_amount, -credit.open_amount)
    if amount > ZERO:
        registry.tell("invoice", "credit_posted", credit, original=original, amount=amount, user=user)
    if credit.red_reason == Invoice.RedReason.WRONG and credited(original) == original.amount and original.delivery_id:
        change(original, user, gettext_noop("Delivery free to be billed again"), bills_delivery=False)
        restate_billed(notes)


@transaction.atomic
def cancel_invoice(pk: int, user: User, comment: str) -> Invoice:
    """A draft that is not wanted: draft → cancelled. What it billed can be billed again."""
    notes = lock_billed(pk)
    invoice, _account = lock_with_account(Invoice, pk)
    guard(invoice, Invoice.Status.CANCELLED)
    require(can_edit_invoice(user, invoice))
    move(invoice, Invoice.Status.CANCELLED, user, comment=comment)
    restate_billed(notes)
    return invoice


def _refuse_before(original: Invoice, date: dt.date) -> None:
    """Nothing is taken back before it was billed: the ledger of earlier days would owe less than nothing (REC-13)."""
    if date < original.date:
        raise BusinessError(
            _("The invoice %(invoice)s is of %(day)s: a credit note cannot be dated before it.")
            % {"invoice": original, "day": original.date}
        )


def credited(invoice: Invoice) -> Decimal:
    """What credit notes, drafts included, take off an invoice."""
    found = invoice.credit_notes.exclude(status=Invoice.Status.CANCELLED).aggregate(sum=Sum("amount"))["sum"]
    return -(found or ZERO)


def _refuse_too_much_credit(credit: Invoice) -> None:
    original = lock(Invoice, credit.corrects_id)
    if credited(original) > original.amount:
        raise BusinessError(_("More would be credited than was billed."))


@transaction.atomic
def dispute_invoice(pk: int, user: User, comment: str) -> Invoice:
    """The customer disagrees: marked with the reason; proposals leave the invoice out until it is settled."""
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.is_live or invoice.is_credit:
        raise BusinessError(_("Only a posted invoice can be disputed."))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    return change(
        invoice,
        user,
        gettext_noop("Disputed by the customer"),
        comment=comment,
        disputed=True,
        dispute_reason=comment[:200],
    )


@transaction.atomic
def settle_dispute(pk: int, user: User, comment: str) -> Invoice:
    """The difference is cleared up: no longer disputed, with what came of it."""
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.disputed:
        raise BusinessError(_("This invoice is not disputed."))
    return change(invoice, user, gettext_noop("Dispute settled"), comment=comment, disputed=False)
