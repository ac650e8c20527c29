"""Who asks departments about a project, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus
from customers.support.states import DEPARTMENT_ROLES, SupportRequestStatus
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.read_once import read_once
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.opportunity.models import Opportunity
    from customers.support.models import SupportRequest
    from salesmgmt.core.models import User


@because(
    _("Departments are asked for support while a solution is designed or quoted, by those who work on the opportunity.")
)
def can_ask_support(user: User, opportunity: Opportunity) -> bool:
    return opportunity.status in (OpportunityStatus.SOLUTION, OpportunityStatus.QUOTING) and can_work_opportunity(
        user, opportunity
    )


@because(_("An open request for support is answered by the department that was asked."))
def can_answer_support(user: User, request: SupportRequest) -> bool:
    """A member of the department that was asked, or who substitutes one today (OPP-03)."""
    return request.status == SupportRequestStatus.ASKED and request.department in user.acting_roles


def requests_of(opportunity: Opportunity) -> list:
    """Read once a page: several buttons and a card ask."""
    rows = opportunity.support_requests.select_related("asked_by", "answered_by", "solution")
    return read_once(opportunity, "_requests", lambda: list(rows))


def can_answer(user: User, opportunity: Opportunity) -> bool:
    """One of the questions of this opportunity is open with a department of this person's."""
    return any(
        each.status == SupportRequestStatus.ASKED and user.has_role(each.department)
        for each in requests_of(opportunity)
    )


def is_asked_for_support(user: User, opportunity: Opportunity) -> bool:
    """A department that was asked about the project answers with drawings and figures (OPP-03)."""
    return any(can_answer_support(user, each) for each in opportunity.support_requests.all())


@because(_("Requests for support are read by sales and by the departments that are asked."))
def sees_support(user: User) -> bool:
    return may_at_all(user, "opportunity", "R") or user.has_role(*DEPARTMENT_ROLES)
