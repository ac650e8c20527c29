"""Who may do what with leads, customers and evaluations, beyond what the matrix says by itself."""

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may, scopes


def can_create_lead(user):
    """Reps and supervisors; the service centre hands on what it hears (LEAD-01)."""
    return may(user, "lead", "C") or bool(scopes(user, "lead", "C"))


def can_assign_lead(user, lead):
    """Those whom SET-30 names, each in his own team or region; a rep never (LEAD-02)."""
    if not user.has_role(*policy().lead_assigners):
        return False
    if lead.owner is None:
        return bool(scopes(user, "lead", "assign")) and _in_my_units(user, lead.region)
    return may(user, "lead", "assign", owner=lead.owner)


def _in_my_units(user, region):
    """The region lies in the person's own, or above it."""
    unit = user.scope_unit("g" if "g" in scopes(user, "lead", "assign") else "t")
    return bool(unit and region) and (region.path.startswith(unit.path) or unit.path.startswith(region.path))


def can_edit_lead(user, lead):
    return lead.is_editable and may(user, "lead", "U", owner=lead.owner)


def can_follow_lead(user, lead):
    """The responsible rep logs, assesses and qualifies (LEAD-03, LEAD-05)."""
    return lead.owner_id == user.pk and may(user, "lead", "U", owner=lead.owner)


def can_disqualify_lead(user, lead):
    return can_assign_lead(user, lead)


def can_reopen_lead(user, lead):
    """The sales manager alone."""
    return user.has_role(Role.MGR) and can_assign_lead(user, lead)


def can_convert_lead(user, lead):
    """The responsible rep (LEAD-06)."""
    return lead.owner_id == user.pk and may(user, "lead", "convert", owner=lead.owner)


def can_lose_opportunity(user, opportunity):
    return may(user, "opportunity", "U", owner=opportunity.responsible)


def can_create_customer(user):
    return bool(scopes(user, "customer", "C"))


def can_edit_customer(user, customer):
    return may(user, "customer", "U", owner=customer.owner)


def can_reassign_customer(user, customer):
    """The manager of the region, or the director (CUS-08)."""
    return may(user, "customer", "reassign", owner=customer.owner)


def can_evaluate_customer(user, customer):
    """The responsible rep writes the report (RAT-05)."""
    return may(user, "evaluation", "C", owner=customer.owner)


def can_edit_evaluation(user, evaluation):
    return evaluation.is_editable and may(user, "evaluation", "U", owner=evaluation.customer.owner)


def can_submit_evaluation(user, evaluation):
    return may(user, "evaluation", "submit", owner=evaluation.customer.owner)


def can_read_scheme(user):
    """Everybody in sales, and who reads evaluations."""
    return bool(scopes(user, "evaluation", "R")) or can_change_scheme(user)


def can_change_scheme(user):
    """The scheme is company data like the settings: administrator, and the director of sales (RAT-09)."""
    return may(user, "settings", "U") or user.has_role(Role.DIR)
