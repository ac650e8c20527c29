"""Posting, correcting and cancelling invoices. A posted invoice is never deleted: a counter-document corrects it."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.domain.account_posting import book, checked_amount, lock_with_account
from orders.domain.invoice_amounts import Position, spread
from orders.domain.invoice_drafting import draft
from orders.domain.payment_allocation import offset_credit
from orders.models.account import LedgerEntry
from orders.models.invoice import Invoice
from orders.permissions_money import can_edit_invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, guard, lock, move, require

EDITABLE_FIELDS = (
    "kind",
    "invoice_no",
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
def edit_invoice(pk, user, **fields):
    """Finance completes a draft: kind, number, dates and the buyer. Lines and amounts come from the delivery."""
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.is_editable:
        raise BusinessError(_("A posted invoice is not changed; a credit note corrects it."))
    fields = {name: value for name, value in fields.items() if name in EDITABLE_FIELDS}
    if fields.get("date", invoice.date) > calendar.today():
        raise BusinessError(_("The invoice date lies in the future."))
    if fields.get("due_date", invoice.due_date) < fields.get("date", invoice.date):
        raise BusinessError(_("The due date lies before the invoice date."))
    return change(invoice, user, gettext_noop("Changed"), **fields)


@transaction.atomic
def post_invoice(pk, user):
    """draft → posted by finance: the receivable stands in the ledger from the invoice date on (REC-13).

    A credit note is offset at once against the invoice it corrects, as far as that is still open; what is left stays
    visible as a credit of the customer.
    """
    invoice, account = lock_with_account(Invoice, pk)
    guard(invoice, Invoice.Status.POSTED)
    if not invoice.is_editable:  # a paid invoice becomes open again by a reversal, never by posting it twice
        raise BusinessError(_("This invoice has been posted already."))
    require(can_edit_invoice(user, invoice))
    if invoice.amount == ZERO:
        raise BusinessError(_("The amount is zero: there is nothing to post."))
    if invoice.is_credit:
        _refuse_too_much_credit(invoice)
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
        _offset_original(invoice, user)
    notify(
        [invoice.customer.owner],
        lambda: (
            _("Posted: %(invoice)s, %(customer)s, %(amount)s")
            % {"invoice": invoice, "customer": invoice.customer, "amount": f"{invoice.amount:,.2f}"}
        ),
        url=invoice.get_absolute_url(),
    )
    return invoice


def _offset_original(credit, user):
    original = lock(Invoice, credit.corrects_id)
    amount = min(original.open_amount, -credit.open_amount)
    if amount > ZERO:
        offset_credit(credit, original, amount, user)
    if credit.red_reason == Invoice.RedReason.WRONG and credited(original) == original.amount and original.delivery_id:
        change(original, user, gettext_noop("Delivery free to be billed again"), bills_delivery=False)


@transaction.atomic
def cancel_invoice(pk, user, comment):
    """A draft that is not wanted: draft → cancelled. Its delivery can be billed again."""
    invoice, _account = lock_with_account(Invoice, pk)
    guard(invoice, Invoice.Status.CANCELLED)
    require(can_edit_invoice(user, invoice))
    return move(invoice, Invoice.Status.CANCELLED, user, comment=comment)


@transaction.atomic
def credit_invoice(pk, user, *, red_reason, amount=None, date=None, remark="", kind="", invoice_no=""):
    """Draft the counter-document of a posted invoice, over the whole or part of it (documents.md, red letter).

    Never more than was billed, with what was credited before counted. Finance posts it like an invoice.
    """
    original, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, original))
    if original.is_credit or not original.is_live:
        raise BusinessError(_("Only a posted invoice is corrected by a credit note."))
    left = original.amount - credited(original)
    amount = left if amount is None else checked_amount(amount)
    if amount > left or left == ZERO:
        raise BusinessError(_("Of this invoice at most %(left)s can still be credited.") % {"left": f"{left:,.2f}"})
    positions = spread(amount, positions_of(original))
    return draft(
        user,
        original.customer,
        positions,
        source=Invoice.Source.CREDIT,
        date=date or calendar.today(),
        due_date=date or calendar.today(),
        corrects=original,
        red_reason=red_reason,
        kind=kind or original.kind,
        invoice_no=invoice_no,
        remark=remark,
    )


def credited(invoice):
    """What credit notes, drafts included, take off an invoice."""
    found = invoice.credit_notes.exclude(status=Invoice.Status.CANCELLED).aggregate(sum=Sum("amount"))["sum"]
    return -(found or ZERO)


def positions_of(invoice):
    """The lines as positions; an opening balance has no lines and is one."""
    found = [
        Position(
            line.name, line.amount, line.net, line.tax, line.tax_rate, line.quantity, line.price, line.product,
            line.spec, line.unit,
        )
        for line in invoice.lines.select_related("product")
    ]  # fmt: skip
    return found or [Position(invoice.invoice_no or invoice.number, invoice.amount, invoice.net, invoice.tax)]


def _refuse_too_much_credit(credit):
    original = lock(Invoice, credit.corrects_id)
    if credited(original) > original.amount:
        raise BusinessError(_("More would be credited than was billed."))


@transaction.atomic
def dispute_invoice(pk, user, comment):
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
def settle_dispute(pk, user, comment):
    """The difference is cleared up: no longer disputed, with what came of it."""
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if not invoice.disputed:
        raise BusinessError(_("This invoice is not disputed."))
    return change(invoice, user, gettext_noop("Dispute settled"), comment=comment, disputed=False)
