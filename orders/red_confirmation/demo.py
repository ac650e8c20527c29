"""Confirmation forms of the demo company's red letters: one in each kind of state the tax bureau shows."""

from decimal import Decimal

from orders.credit_note.entry import credit_invoice
from orders.credit_note.lines import left_of
from orders.invoice.models import Invoice
from orders.red_confirmation.recording import record_form
from orders.red_confirmation.states import EnteredBy, FormState

# The course of each form; the last state is the one it stands at.
COURSES = (
    (FormState.BY_SELLER,),
    (FormState.BY_BUYER, FormState.CONFIRMED),
    (FormState.BY_SELLER, FormState.RAN_OUT),
    (FormState.NOT_NEEDED,),
)


def build(company):
    """Four allowances for goods billed by digital invoices: waiting for the buyer, confirmed, run out and applied for
    anew, not to be confirmed at all. The red invoices are drafts: their numbers come from the bureau."""
    kinds = (Invoice.Kind.E_SPECIAL, Invoice.Kind.E_NORMAL)
    billed = Invoice.objects.bills_open().filter(kind__in=kinds, source=Invoice.Source.DELIVERY, disputed=False)
    billed = billed.exclude(invoice_no="").order_by("-pk")
    for place, (invoice, course) in enumerate(zip(billed[: len(COURSES)], COURSES, strict=False), 1):
        left = left_of(invoice)[0]
        lines = {left.line.pk: min(invoice.open_amount, left.amount, Decimal(100 * place))}
        credit = credit_invoice(invoice.pk, company.finance, red_reason=Invoice.RedReason.ALLOWANCE, lines=lines)
        buyer = EnteredBy.BUYER if course[0] == FormState.BY_BUYER else EnteredBy.SELLER
        number = f"5002{invoice.pk:08d}{place:08d}"
        for state in course:
            record_form(credit.pk, company.finance, form_no=number, state=state, entered_by=buyer)
        if course[-1] == FormState.RAN_OUT:
            record_form(credit.pk, company.finance, form_no=f"{number[:-1]}9", state=FormState.BY_SELLER)
