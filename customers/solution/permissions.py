"""Who writes and presents solutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus
from customers.solution.states import SolutionStatus
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.opportunity.models import Opportunity
    from customers.solution.models import Solution
    from salesmgmt.core.models import User


@because(_("A solution is designed in the solution stage, by those who work on the opportunity."))
def can_start_solution(user: User, opportunity: Opportunity) -> bool:
    return opportunity.status == OpportunityStatus.SOLUTION and can_work_opportunity(user, opportunity)


@because(_("A solution is worked on by those who work on its opportunity."))
def can_work_solution(user: User, solution: Solution) -> bool:
    return can_work_opportunity(user, solution.opportunity)


@because(_("A solution is edited by those who work on its opportunity, while it is a draft."))
def can_edit_solution(user: User, solution: Solution) -> bool:
    return solution.is_editable and can_work_solution(user, solution)


def can_renew_solution(user: User, solution: Solution) -> bool:
    return solution.status not in (SolutionStatus.DRAFT, *solution.PAST) and can_start_solution(
        user, solution.opportunity
    )
