"""Before the offer is priced: needs, solution and the departments' word (OPP-02, OPP-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from customers.needs.states import NeedsSurveyStatus
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.pursuit import advance
from customers.solution.design import current_solution
from customers.solution.models import Solution
from customers.support.request import support_problems
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def why_not_quoting(opportunity: Opportunity) -> list:
    """What is missing before the offer may be priced, as sentences; [] where nothing is (OPP-02, OPP-03)."""
    solution = current_solution(opportunity)
    if solution is None:
        problems = [_("There is no solution yet.")]
    elif solution.status == Solution.Status.PRESENTED:
        problems = []
    elif solution.status == Solution.Status.NOT_FEASIBLE:
        problems = [_("The solution is not feasible: make a new version.")]
    elif solution.status == Solution.Status.COMPLETE:
        problems = [_("The solution was not presented to the customer yet.")]
    else:
        problems = [_("The solution is not complete yet.")]
    survey = getattr(opportunity, "needs_survey", None)
    if survey is not None and survey.status != NeedsSurveyStatus.COMPLETE:
        problems.insert(0, _("The needs survey is not complete."))
    return [*problems, *support_problems(opportunity.is_complex, opportunity.support_requests.all(), solution)]


@transaction.atomic
def begin_quoting(pk: int, user: User) -> Opportunity:
    """solution → quoting: presented, and for a complex project found feasible by every department asked (OPP-03)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    guard(opportunity, Opportunity.Status.QUOTING)
    require(
        opportunity.status == Opportunity.Status.SOLUTION,
        _("An offer follows a solution: the opportunity is in another stage."),
    )
    require(can_work_opportunity(user, opportunity))
    problems = why_not_quoting(opportunity)
    if problems:
        raise BusinessError(" ".join(problems))
    return advance(opportunity, Opportunity.Status.QUOTING, user)
