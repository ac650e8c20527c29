"""What the credit note tells core: its buttons on the page of an invoice."""

from functools import partial

from django.utils.translation import gettext_lazy

from orders.credit_note.entry import credit_invoice
from orders.credit_note.forms import AllowanceCreditForm, ErrorCreditForm, ReturnCreditForm
from orders.credit_note.permissions import can_credit, can_credit_whole
from orders.invoice.models import Invoice
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def the_result(result, invoice):
    return result.get_absolute_url()


ACTIONS = (
    Action(
        "credit-return",
        gettext_lazy("Red letter: goods returned"),
        can_credit,
        credit_invoice,
        form=ReturnCreditForm,
        icon="receipt-refund",
        goto=the_result,
        help_text=gettext_lazy("Lines and quantities come back at the price of the invoice. Drafts the red letter."),
    ),
    Action(
        "credit-allowance",
        gettext_lazy("Red letter: price allowance"),
        can_credit,
        partial(credit_invoice, red_reason=Invoice.RedReason.ALLOWANCE),
        form=AllowanceCreditForm,
        icon="discount",
        goto=the_result,
        help_text=gettext_lazy("An amount off a line, without quantity and price. Drafts the red letter."),
    ),
    Action(
        "credit-error",
        gettext_lazy("Red letter: invoiced in error"),
        can_credit_whole,
        partial(credit_invoice, red_reason=Invoice.RedReason.WRONG),
        form=ErrorCreditForm,
        icon="receipt-off",
        goto=the_result,
        help_text=gettext_lazy("Takes back the whole invoice; its deliveries can then be billed again."),
    ),
)


def register():
    for action in ACTIONS:
        registry.register_action("invoice", action)
