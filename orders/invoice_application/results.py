"""What the tax bureau issued is matched to the invoices applied for, and written on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.e_invoice.reading import SPECIAL, EInvoice, read_code, read_file
from orders.invoice.billed import billed_deliveries
from orders.invoice.drafting import due_day
from orders.invoice.models import Invoice
from orders.invoice.numbers import already_taken, taken_by
from orders.invoice.posting import edit_invoice, enter_number
from orders.invoice_application.models import AppliedInvoice, InvoiceApplication
from orders.invoice_application.permissions import can_apply
from orders.invoice_application.rules import differences
from orders.red_confirmation.recording import confirmation_number
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.company import company
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User

# The kind under which the invoice's own file is attached.
INVOICE_FILE = "invoice-file"


@transaction.atomic
def take_result(pk: int, user: User, found: EInvoice, *, file: Any = None) -> Invoice:
    """The tax bureau issued this invoice as ``found``: number, kind and day go on it, its file is attached (REC-13).

    Refused where amounts differ to the cent, where seller or buyer is another company, and where the number stands on
    another invoice. A draft takes the day of issue and the due day that follows from it; of a posted one the day stays.
    """
    require(can_apply(user))
    invoice, _account = lock_with_account(Invoice, pk, "corrects")
    wrong = differences(
        invoice,
        found,
        own_tax_number=company().credit_code.upper(),
        corrected=invoice.corrects.invoice_no if invoice.corrects_id else "",
        confirmation=confirmation_number(invoice),
    )
    if wrong:
        raise BusinessError(
            _("%(number)s is not the invoice %(invoice)s: %(reasons)s.")
            % {"number": found.number, "invoice": invoice, "reasons": "；".join(wrong)}
        )
    if invoice.invoice_no and invoice.invoice_no != found.number:
        raise BusinessError(
            _(
                "%(invoice)s bears the number %(ours)s, not %(theirs)s: correct it by hand, with the reason, if it is wrong."
            )
            % {"invoice": invoice, "ours": invoice.invoice_no, "theirs": found.number}
        )
    if not invoice.invoice_no:
        invoice = _number(invoice, user, found)
    if file is not None:
        attachments.add(invoice, file, user, INVOICE_FILE)
    _answer(invoice, user, found)
    return invoice


def _number(invoice: Invoice, user: User, found: EInvoice) -> Invoice:
    """Through the invoice's own writers, which check the number once more."""
    kind = invoice.kind
    if found.kind:
        kind = Invoice.Kind.E_SPECIAL if found.kind == SPECIAL else Invoice.Kind.E_NORMAL
    if invoice.is_live:
        return enter_number(invoice.pk, user, invoice_no=found.number, kind=kind)
    fields: dict[str, Any] = {"kind": kind, "invoice_no": found.number, "invoice_code": ""}
    day = found.issued_on
    if day is not None and day != invoice.date:
        notes = billed_deliveries(invoice)
        contract = notes[0].order.contract if notes else None
        due = day if invoice.is_credit else due_day(invoice.customer, contract, day)
        fields |= {"date": day, "due_date": due}
    return edit_invoice(invoice.pk, user, **fields)


def _answer(invoice: Invoice, user: User, found: EInvoice) -> None:
    """Said on its running application, which ends with the last answer."""
    line = AppliedInvoice.objects.waiting().filter(invoice=invoice).first()
    if line is None:
        return
    application = lock(InvoiceApplication, line.application_id)
    AppliedInvoice.objects.filter(pk=line.pk).update(
        answered_at=timezone.now(), carrier=found.carrier, issued_on=found.issued_on
    )
    if application.status == InvoiceApplication.Status.APPLIED:
        if application.lines.waiting().exists():
            change(application, user, gettext_noop("Invoice issued"), comment=f"{invoice} {found.number}")
        else:
            move(application, InvoiceApplication.Status.ANSWERED, user, comment=f"{invoice} {found.number}")


def read_result(pk: int, user: User, *, file: Any = None, code: str = "") -> Invoice:
    """The e-invoice of one invoice, from its file or from the text of its QR code."""
    require(can_apply(user))
    return take_result(pk, user, read_file(file) if file else read_code(code), file=file)


def read_files(pk: int, user: User, files: Any) -> list[dict]:
    """Many files for an application, each taken or refused by itself: ``[{name, invoice, reason}]`` in their order."""
    application = InvoiceApplication.objects.visible_to(user).get(pk=pk)
    require(can_apply(user))
    done = []
    for file in files:
        name = attachments.safe_name(file.name)
        try:
            found = read_file(file)
            with transaction.atomic():
                invoice = take_result(match(found, waiting_of(application)).pk, user, found, file=file)
            done.append({"name": name, "invoice": invoice, "reason": ""})
        except BusinessError as refusal:
            done.append({"name": name, "invoice": None, "reason": str(refusal)})
    return done


def waiting_of(application: InvoiceApplication | None = None) -> list[Invoice]:
    """The invoices that wait for the bureau; of one application with those it has numbered, whose files may follow."""
    rows = AppliedInvoice.objects.filter(is_running=True).with_invoice()
    rows = rows.waiting() if application is None else rows.filter(application=application)
    return [line.invoice for line in rows]


def match(found: EInvoice, waiting: Iterable[Invoice]) -> Invoice:
    """Which of the waiting invoices was issued as ``found``, or BusinessError with the reason.

    By its number; by our own number in the remark, where the application put it; else by buyer and amount together, and
    only where one alone fits: several equal ones are no match.
    """
    waiting = list(waiting)
    named = [each for each in waiting if each.invoice_no == found.number]
    if not named:
        named = [each for each in waiting if each.number in found.remark.split()]
    if len(named) == 1:
        return named[0]
    other = taken_by(found.number, found.code)
    if other is not None:
        raise BusinessError(already_taken(found.number, other))
    bare = [each for each in waiting if not each.invoice_no and each.is_credit == found.is_red]
    same = [each for each in bare if _same_buyer(each, found)]
    if not same:
        raise BusinessError(
            _("%(number)s: nothing was applied for with the buyer %(buyer)s.")
            % {"number": found.number, "buyer": found.buyer or found.buyer_tax_number or _("that stands on it")}
        )
    fitting = [each for each in same if _same_amount(each, found)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise BusinessError(
            _(
                "%(number)s: several invoices of this buyer have the amount (%(invoices)s). Open the right one and read it there."
            )
            % {"number": found.number, "invoices": "、".join(str(each) for each in fitting[:3])}
        )
    gross = found.gross if found.gross is not None else found.net
    raise BusinessError(
        _("%(number)s: issued %(theirs)s; applied for were %(ours)s. Amounts must agree to the cent.")
        % {
            "number": found.number,
            "theirs": f"{gross:,.2f}" if gross is not None else "—",
            "ours": "、".join(f"{each} {each.amount:,.2f}" for each in same[:3]),
        }
    )


def _same_buyer(invoice: Invoice, found: EInvoice) -> bool:
    """By tax number, else by name. What names no buyer at all fits none: an amount alone is no evidence."""
    ours = invoice.tax_number.upper()
    if found.tax_numbers:
        return ours in found.tax_numbers
    if found.buyer_tax_number and ours:
        return found.buyer_tax_number == ours
    return bool(found.buyer) and invoice.title == found.buyer


def _same_amount(invoice: Invoice, found: EInvoice) -> bool:
    pairs = ((invoice.amount, found.gross), (invoice.net, found.net), (invoice.tax, found.tax))
    said = [(ours, theirs) for ours, theirs in pairs if theirs is not None]
    return bool(said) and all(ours == theirs for ours, theirs in said)
