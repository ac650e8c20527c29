"""Who may do what with opportunities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may, may_at_all, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.opportunity.models import Opportunity
    from salesmgmt.core.models import User


@because(_("An opportunity is opened by those who sell to the customer."))
def can_create_opportunity(user: User, customer: Customer) -> bool:
    """Whoever sells to this customer; a converted lead opens one by itself (LEAD-06)."""
    return may(user, "opportunity", "C", owner=customer.owner)


@because(_("An open opportunity is worked on by the sales representative it is assigned to and his supervisor."))
def can_work_opportunity(user: User, opportunity: Opportunity) -> bool:
    """The rep it is assigned to, and the supervisor of his team (OPP-05)."""
    return opportunity.is_open and may(user, "opportunity", "U", owner=opportunity.responsible)


@because(_("An open opportunity is assigned by a superior of its team or region."))
def can_assign_opportunity(user: User, opportunity: Opportunity) -> bool:
    """The supervisor inside his team, the manager inside his region; a rep never (OPP-05, as LEAD-02)."""
    return (
        opportunity.is_open
        and user.has_role(*policy().lead_assigners)
        and may(user, "opportunity", "assign", owner=opportunity.responsible)
    )


@because(_("An open opportunity is screened by a superior of its team or region."))
def can_screen_opportunity(user: User, opportunity: Opportunity) -> bool:
    return can_assign_opportunity(user, opportunity)


def assigns_opportunities(user: User) -> bool:
    return may_at_all(user, "opportunity", "assign") and user.has_role(*policy().lead_assigners)


@because(_("The funnel is read by those who lead representatives, and by who reads all opportunities."))
def sees_funnel(user: User) -> bool:
    """The superiors of reps, and whoever reads all."""
    return bool(scopes(user, "opportunity", "R") & set("tga"))
