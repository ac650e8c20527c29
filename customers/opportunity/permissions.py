"""Who may do what with opportunities."""

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may, may_at_all, scopes


def can_create_opportunity(user, customer):
    """Whoever sells to this customer; a converted lead opens one by itself (LEAD-06)."""
    return may(user, "opportunity", "C", owner=customer.owner)


def can_work_opportunity(user, opportunity):
    """The rep it is assigned to, and the supervisor of his team (OPP-05)."""
    return opportunity.is_open and may(user, "opportunity", "U", owner=opportunity.responsible)


def can_assign_opportunity(user, opportunity):
    """The supervisor inside his team, the manager inside his region; a rep never (OPP-05, as LEAD-02)."""
    return (
        opportunity.is_open
        and user.has_role(*policy().lead_assigners)
        and may(user, "opportunity", "assign", owner=opportunity.responsible)
    )


def can_screen_opportunity(user, opportunity):
    return can_assign_opportunity(user, opportunity)


def assigns_opportunities(user):
    return may_at_all(user, "opportunity", "assign") and user.has_role(*policy().lead_assigners)


def sees_funnel(user):
    """The superiors of reps, and whoever reads all."""
    return bool(scopes(user, "opportunity", "R") & set("tga"))
