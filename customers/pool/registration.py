"""What the public pool tells core, and the page of a lead."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.lead.models import Lead
from customers.pool.claim import claim_lead, room_to_claim
from customers.pool.permissions import can_claim_lead
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.registry import register_action, register_fact, register_home_card
from salesmgmt.core.web.detail import Action


def register():
    register_action(
        "lead",
        Action(
            "claim",
            pgettext_lazy("lead", "Claim"),
            can_claim_lead,
            claim_lead,
            to=Lead.Status.ASSIGNED,
            style="primary",
            icon="hand-grab",
            order=40,
        ),
    )
    register_fact("lead", "room_to_claim", room_to_claim)
    register_home_card(
        "leads-pool",
        _("Public pool"),
        has(Role.REP, Role.SUP, Role.MGR),
        lambda user: Lead.objects.visible_to(user).in_pool(),
        "lead-pool",
        icon="users-group",
        tone="info",
        order=24,
    )
