"""Who may do what with leads, beyond what the matrix says by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.lead.states import LeadStatus
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.lead.models import Lead
    from salesmgmt.core.models import Unit, User


@because(_("Leads are entered by sales representatives, supervisors and the service centre."))
def can_create_lead(user: User) -> bool:
    """Reps and supervisors; the service centre hands on what it hears (LEAD-01)."""
    return may(user, "lead", "C") or bool(scopes(user, "lead", "C"))


@because(_("This lead is not yours to assign: a superior of its team or region decides."))
def can_assign_lead(user: User, lead: Lead) -> bool:
    """Those whom SET-30 names, each in his own team or region; a rep never (LEAD-02)."""
    if not user.has_role(*policy().lead_assigners):
        return False
    if lead.owner is None:
        return bool(scopes(user, "lead", "assign")) and _in_my_units(user, lead.region)
    return may(user, "lead", "assign", owner=lead.owner)


def _in_my_units(user: User, region: Unit) -> bool:
    """The region lies in the person's own, or above it."""
    unit = user.scope_unit("g" if "g" in scopes(user, "lead", "assign") else "t")
    return bool(unit and region) and (region.path.startswith(unit.path) or unit.path.startswith(region.path))


@because(_("A lead is edited by those in charge of it, while it is open."))
def can_edit_lead(user: User, lead: Lead) -> bool:
    return lead.is_editable and may(user, "lead", "U", owner=lead.owner)


@because(_("A lead is followed by the sales representative it is assigned to."))
def can_follow_lead(user: User, lead: Lead) -> bool:
    """The responsible rep logs, assesses and qualifies (LEAD-03, LEAD-05)."""
    return lead.owner_id == user.pk and may(user, "lead", "U", owner=lead.owner)


@because(_("A lead is given up by a superior of its team or region."))
def can_disqualify_lead(user: User, lead: Lead) -> bool:
    return can_assign_lead(user, lead)


@because(_("A lead is reopened by the sales manager of its region."))
def can_reopen_lead(user: User, lead: Lead) -> bool:
    """The sales manager alone."""
    return user.has_role(Role.MGR) and can_assign_lead(user, lead)


@because(_("A lead is converted by the sales representative it is assigned to."))
def can_convert_lead(user: User, lead: Lead) -> bool:
    """The responsible rep (LEAD-06)."""
    return lead.owner_id == user.pk and may(user, "lead", "convert", owner=lead.owner)


def is_followed(lead: Lead) -> bool:
    return lead.status in (LeadStatus.ASSIGNED, LeadStatus.CONTACTED, LeadStatus.QUALIFIED)


def can_log_activity(user: User, lead: Lead) -> bool:
    return is_followed(lead) and can_follow_lead(user, lead)


def can_assess_lead(user: User, lead: Lead) -> bool:
    return lead.status in (LeadStatus.CONTACTED, LeadStatus.QUALIFIED) and can_follow_lead(user, lead)


def can_rank_lead(user: User, lead: Lead, is_priority: bool) -> bool:
    """The flag of a qualified lead, as it stands, may be turned (LEAD-05)."""
    return lead.status == LeadStatus.QUALIFIED and lead.is_priority is is_priority and can_follow_lead(user, lead)


def can_assign_open_lead(user: User, lead: Lead) -> bool:
    return lead.status != LeadStatus.DISQUALIFIED and can_assign_lead(user, lead)


def can_hand_over_lead(user: User, lead: Lead) -> bool:
    return lead.status == LeadStatus.QUALIFIED and can_assign_lead(user, lead)


def can_reopen_disqualified(user: User, lead: Lead) -> bool:
    return lead.status == LeadStatus.DISQUALIFIED and can_reopen_lead(user, lead)
