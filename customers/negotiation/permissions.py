"""Who takes an opportunity from the solution to the handshake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus

if TYPE_CHECKING:
    from customers.opportunity.models import Opportunity
    from salesmgmt.core.models import User


def can_begin_quoting(user: User, opportunity: Opportunity) -> bool:
    return opportunity.status == OpportunityStatus.SOLUTION and can_work_opportunity(user, opportunity)


def can_negotiate(user: User, opportunity: Opportunity) -> bool:
    return opportunity.status in (OpportunityStatus.QUOTED, OpportunityStatus.NEGOTIATION) and can_work_opportunity(
        user, opportunity
    )
