"""What the customer's acceptance tells core, and the delivery note to its left."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.acceptance import course
from orders.acceptance.forms import AcceptanceForm, ObjectionForm, SettlementForm
from orders.acceptance.permissions import SIGNED, can_record_acceptance, can_record_objection, can_settle_objection
from orders.acceptance.states import AcceptanceStatus
from orders.delivery.models import DeliveryNote
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def acceptances_shown(note, user):
    """The card on the page of a signed note."""
    rows = course.acceptances_of(note) if note.status in (*SIGNED, note.Status.DIFFERENCE) else []
    return {"rows": rows} if rows else None


def register():
    register_tones(bad=[AcceptanceStatus.OBJECTED])
    registry.register_command("delivery", "signed", "acceptance", course.open_acceptances)
    registry.register_section(
        "delivery", registry.Section("acceptance", "orders/acceptance/_acceptances.html", acceptances_shown, order=30)
    )
    for action in (
        Action(
            "accept",
            pgettext_lazy("acceptance", "Accepted by the customer"),
            can_record_acceptance,
            course.record_acceptance,
            form=AcceptanceForm,
            icon="thumb-up",
            style="success",
        ),
        Action(
            "object",
            _("The customer objects"),
            can_record_objection,
            course.record_objection,
            form=ObjectionForm,
            icon="message-exclamation",
        ),
        Action(
            "settle-objection",
            _("Settle the objection"),
            can_settle_objection,
            course.settle_objection,
            form=SettlementForm,
            icon="message-check",
            style="primary",
        ),
    ):
        registry.register_action("delivery", action)
    registry.register_home_card(
        "acceptances-open",
        _("Not yet accepted by the customer"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR),
        lambda user: DeliveryNote.objects.visible_to(user).acceptance_open(),
        "delivery-list?acceptance_open=true",
        icon="thumb-up",
        tone="warn",
    )
