"""What allocations tell core: the buttons of a credit note, and what the page of an invoice shows of them."""

from django.utils.translation import gettext_lazy as _

from orders.allocation.credit_offset import accept_offset, has_offset_proposal, offset_against, take_offset_back
from orders.allocation.forms import OffsetForm
from orders.allocation.permissions import has_bills_to_offset, has_offsets
from orders.allocation.settling import offset_posted
from orders.allocation.views import allocations_of
from orders.invoice.models import Invoice
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.forms import ReasonForm

ACTIONS = (
    Action(
        "accept-offset",
        _("Set off as proposed"),
        has_offset_proposal,
        accept_offset,
        style="primary",
        icon="checks",
    ),
    Action(
        "offset",
        _("Set off by hand"),
        has_bills_to_offset,
        offset_against,
        form=OffsetForm,
        style="secondary",
        icon="arrows-split-2",
        help_text=_(
            "What is left of the credit note is set against these invoices. The amounts are a proposal, oldest due "
            "date first."
        ),
    ),
    Action(
        "offset-back",
        _("Take the offset back"),
        has_offsets,
        take_offset_back,
        form=ReasonForm,
        icon="arrow-back-up",
        help_text=_("The invoices are open again, and the credit is free."),
    ),
)


def register():
    for action in ACTIONS:
        registry.register_action("invoice", action)
    registry.register_fact("invoice", "allocations", allocations_of)
    registry.register_command("invoice", "credit_posted", "allocation", offset_posted)
    registry.register_home_card(
        "credit-notes-to-offset",
        _("Credit notes to offset"),
        lambda user: may_at_all(user, "payment", "A"),
        lambda user: Invoice.objects.visible_to(user).credits_open(),
        "invoice-list?source=credit&is_open=true",
        icon="receipt-refund",
        tone="info",
        order=13,
    )
