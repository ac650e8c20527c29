"""What the hand-over tells core, and the page of a delivery note."""

from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote
from orders.handover import receiving
from orders.handover.clock import alert_missing_formalities
from orders.handover.forms import FormalitiesForm, ReceiptForm, ResolutionForm, SignatureForm
from orders.handover.permissions import (
    can_close_delivery,
    can_complete_formalities,
    can_record_receipt,
    can_record_signature,
    can_return_copy,
    can_settle_difference,
    why_not_closed,
)
from salesmgmt.core import registry
from salesmgmt.core.domain.evidence import in_every_language, register_evidence
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action

# The buttons of the hand-over, among those of a delivery note.
ACTIONS = (
    Action(
        "sign",
        _("Record the signature"),
        can_record_signature,
        receiving.record_signature,
        form=SignatureForm,
        icon="signature",
        style="primary",
    ),
    Action(
        "settle",
        _("Settle the difference"),
        can_settle_difference,
        receiving.settle_difference,
        form=ResolutionForm,
        icon="scale",
        style="primary",
    ),
    Action(
        "receipt",
        _("Customer's receipt document"),
        can_record_receipt,
        receiving.record_receipt,
        form=ReceiptForm,
        icon="receipt",
        style="success",
    ),
    Action(
        "formalities",
        _("Formalities completed"),
        can_complete_formalities,
        receiving.complete_formalities,
        form=FormalitiesForm,
        icon="clipboard-check",
        style="success",
    ),
    Action(
        "return-copy",
        _("Signed copy is back"),
        can_return_copy,
        receiving.return_copy,
        icon="file-arrow-left",
        style="success",
    ),
    Action(
        "close",
        _("Close"),
        can_close_delivery,
        receiving.close_delivery,
        icon="lock",
        style="primary",
        to=DeliveryNote.Status.CLOSED,
        why_not=why_not_closed,
    ),
)


def papers_of_delivery(note):
    """What makes a delivery signed and billable comes with the act that records it (DLV-03, DLV-06)."""
    signed, receipt = _("Signed delivery note"), _("Customer's receipt document")
    return {
        **dict.fromkeys(in_every_language(signed), can_record_signature),
        **dict.fromkeys(in_every_language(receipt), can_record_receipt),
    }


def register():
    register_evidence(DeliveryNote, reserved=papers_of_delivery)
    registry.register_periodic(
        "delivery-formalities",
        _("Delivery formalities not done in time"),
        "0 * * * *",
        alert_missing_formalities,
        rules="DLV-05",
        in_batches=True,
    )
    for action in ACTIONS:
        registry.register_action("delivery", action)
    registry.register_home_card(
        "formalities-open",
        _("Formalities open"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR),
        lambda user: DeliveryNote.objects.visible_to(user).filter(
            delivered_at__isnull=False, formalities_done_at__isnull=True
        ),
        "delivery-list?formalities_open=true",
        icon="clipboard-check",
        tone="warn",
    )
    registry.register_home_card(
        "receipts-missing",
        _("Receipts missing"),
        lambda user: user.has_role(Role.REP, Role.FIN, Role.MGR),
        lambda user: DeliveryNote.objects.visible_to(user).receipt_missing(),
        "delivery-list?receipt_missing=true",
        icon="receipt-off",
        tone="warn",
    )
