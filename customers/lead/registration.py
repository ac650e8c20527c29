"""What leads tell core."""

from django.utils.translation import gettext_lazy as _

from customers.lead.clock import flag_first_contacts, mark_idle_leads
from customers.lead.following import FIRST_CONTACT_TASK, IDLE_TASK
from customers.lead.imports import LEADS
from customers.lead.leaving import why_not_deactivate_follower
from customers.lead.models import Lead
from customers.lead.permissions import can_create_lead
from customers.potential.milestone import milestone_papers
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.permissions import Role, has, may_at_all, reads
from salesmgmt.core.registry import (
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_quick_act,
    register_task_kind,
)


def register():
    register_document(Lead, "LEAD", _("Lead"), _("Leads"), "radar-2", "lead-list")
    register_quick_act("lead-create", _("New lead"), "radar-2", can_create_lead, order=20)
    register_menu("customers", _("Leads"), "lead-list", "radar-2", reads("lead"), order=10)
    # The service centre enters leads and does not read them.
    register_menu(
        "customers",
        _("New lead"),
        "lead-create",
        "radar-2",
        lambda user: can_create_lead(user) and not may_at_all(user, "lead", "R"),
        order=11,
    )
    register_task_kind(
        FIRST_CONTACT_TASK,
        _("First contact with a lead"),
        "phone-call",
        by_hand=False,
        how=_("Log the contact on the page of the lead."),
    )
    register_task_kind(
        IDLE_TASK, _("Idle lead"), "zzz", by_hand=False, how=_("Log what you did on the page of the lead.")
    )
    register_periodic(
        "lead-first-contact",
        _("Leads whose first contact is overdue"),
        "5 * * * *",
        flag_first_contacts,
        rules="LEAD-03",
        in_batches=True,
    )
    register_periodic(
        "idle-leads",
        _("Idle leads and the public pool"),
        "10 1 * * *",
        mark_idle_leads,
        rules="LEAD-04",
        in_batches=True,
    )
    register_import(LEADS)
    register_leaving_check(why_not_deactivate_follower)
    register_evidence(Lead, reserved=milestone_papers)
    _cards()


def _cards():
    is_rep, assigns = has(Role.REP), has(Role.SUP, Role.MGR)
    register_home_card(
        "leads-to-contact",
        _("Leads to contact"),
        is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status=Lead.Status.ASSIGNED),
        f"lead-list?status={Lead.Status.ASSIGNED}&owner=me",
        icon="phone-call",
        tone="warn",
        order=20,
    )
    register_home_card(
        "leads-to-assign",
        _("Leads to assign"),
        assigns,
        lambda user: Lead.objects.visible_to(user).filter(status=Lead.Status.NEW),
        f"lead-list?status={Lead.Status.NEW}",
        icon="user-plus",
        tone="warn",
        order=20,
    )
    register_home_card(
        "leads-contact-overdue",
        _("First contact overdue"),
        reads("lead"),
        lambda user: Lead.objects.visible_to(user).filter(first_contact_overdue=True),
        "lead-list?first_contact_overdue=true",
        icon="phone-off",
        tone="bad",
        order=21,
    )
    register_home_card(
        "leads-idle",
        _("Idle leads"),
        reads("lead"),
        lambda user: Lead.objects.visible_to(user).filter(idle_since__isnull=False),
        "lead-list?idle=true",
        icon="zzz",
        tone="warn",
        order=22,
    )
    register_home_card(
        "leads-to-convert",
        _("Leads to convert"),
        is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status=Lead.Status.QUALIFIED),
        f"lead-list?status={Lead.Status.QUALIFIED}&owner=me",
        icon="radar-2",
        tone="info",
        order=21,
    )
