"""What billing tells core, and the page of a delivery note."""

from django.utils.translation import gettext_lazy as _

from orders.billing.entry import can_bill_note, why_not_billed
from orders.billing.forms import BillForm
from orders.billing.permissions import can_bill
from orders.billing.views import bill_note
from orders.delivery.models import DeliveryNote
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_menu("money", _("Deliveries to bill"), "billable-delivery-list", "file-plus", can_bill, 50)
    registry.register_action(
        "delivery",
        Action(
            "bill",
            _("Draft the invoice"),
            can_bill_note,
            bill_note,
            form=BillForm,
            icon="file-plus",
            style="primary",
            goto=lambda invoice, note: invoice.get_absolute_url(),
            why_not=why_not_billed,
            order=70,
            help_text=_(
                "All that is not billed yet, or a part of it. Quantities of further deliveries of this "
                "customer may be billed on the same invoice."
            ),
        ),
    )
    registry.register_home_card(
        "billable-deliveries",
        _("Deliveries to bill"),
        can_bill,
        lambda user: DeliveryNote.objects.visible_to(user).billable(),
        "billable-delivery-list",
        icon="file-plus",
        tone="info",
        order=14,
    )
