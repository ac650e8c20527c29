"""Who takes an opportunity from the solution to the handshake."""

from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus


def can_begin_quoting(user, opportunity):
    return opportunity.status == OpportunityStatus.SOLUTION and can_work_opportunity(user, opportunity)


def can_negotiate(user, opportunity):
    return opportunity.status in (OpportunityStatus.QUOTED, OpportunityStatus.NEGOTIATION) and can_work_opportunity(
        user, opportunity
    )
