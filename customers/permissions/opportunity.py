"""Who may do what with opportunities."""

from salesmgmt.core.permissions import may


def can_lose_opportunity(user, opportunity):
    return may(user, "opportunity", "U", owner=opportunity.responsible)
