"""What the confirmation form tells core: its button and card on the page of a credit note."""

from django.utils.translation import gettext_lazy as _

from orders.red_confirmation.forms import ConfirmationForm
from orders.red_confirmation.models import RedConfirmation
from orders.red_confirmation.permissions import can_record_form
from orders.red_confirmation.recording import (
    live_form,
    next_step,
    number_withheld,
    record_form,
)
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_fact("invoice", "number_withheld", number_withheld)
    registry.register_action(
        "invoice",
        Action(
            "confirmation",
            _("Confirmation form of the red letter"),
            can_record_form,
            record_form,
            form=ConfirmationForm,
            initial=_known,
            icon="file-check",
            order=62,
            goto=lambda form, credit: credit.get_absolute_url(),
            help_text=_("Number and state as the tax bureau shows them; the red invoice is issued at 01 or 04."),
        ),
    )
    registry.register_section(
        "invoice", registry.Section("confirmation", "orders/red_confirmation/_section.html", _forms_of)
    )


def _known(user, credit):
    form = live_form(credit)
    return {"form_no": form.form_no, "state": form.state, "entered_by": form.entered_by} if form else {}


def _forms_of(invoice, user):
    forms = list(RedConfirmation.objects.filter(credit=invoice)) if invoice.is_credit else []
    return {"forms": forms, "next": "" if invoice.invoice_no else next_step(forms[0])} if forms else None
