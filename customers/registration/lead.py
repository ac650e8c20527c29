"""What leads tell core."""

from django.utils.translation import gettext_lazy as _

from customers.models import Lead
from customers.permissions.lead import can_create_lead
from customers.registration.shared import has, reads
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.registry import register_document, register_home_card, register_menu


def register():
    register_document(Lead, "LEAD", _("Lead"), _("Leads"), "radar-2", "lead-list")
    register_menu("customers", _("Leads"), "lead-list", "radar-2", reads("lead"), order=10)
    # The service centre enters leads and does not read them.
    register_menu(
        "customers", _("New lead"), "lead-create", "radar-2",
        lambda user: can_create_lead(user) and not may_at_all(user, "lead", "R"), order=11,
    )  # fmt: skip
    _cards()


def _cards():
    is_rep, assigns = has(Role.REP), has(Role.SUP, Role.MGR)
    register_home_card(
        "leads-to-contact", _("Leads to contact"), is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status="assigned"),
        "lead-list?status=assigned&owner=me", icon="phone-call", tone="warn", order=20,
    )  # fmt: skip
    register_home_card(
        "leads-to-assign", _("Leads to assign"), assigns,
        lambda user: Lead.objects.visible_to(user).filter(status="new"),
        "lead-list?status=new", icon="user-plus", tone="warn", order=20,
    )  # fmt: skip
    register_home_card(
        "leads-to-convert", _("Leads to convert"), is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status="qualified"),
        "lead-list?status=qualified&owner=me", icon="radar-2", tone="info", order=21,
    )  # fmt: skip
