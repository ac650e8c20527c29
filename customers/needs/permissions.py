"""Who changes what is asked about a product family, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.needs.states import NeedsSurveyStatus
from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.needs.models import NeedsSurvey
    from customers.opportunity.models import Opportunity
    from salesmgmt.core.models import User


@because(_("The templates of needs surveys are kept by the sales director and the administrator."))
def can_change_templates(user: User) -> bool:
    """Company data like the evaluation scheme: director and administrator (OPP-01)."""
    return may(user, "settings", "U") or user.has_role(Role.DIR)


@because(_("A needs survey is edited by those who work on the opportunity, while it is a draft."))
def can_edit_survey(user: User, survey: NeedsSurvey) -> bool:
    return survey.is_editable and can_work_opportunity(user, survey.opportunity)


@because(_("A needs survey is reopened by those who work on the opportunity, until the offer is being priced."))
def can_reopen_survey(user: User, survey: NeedsSurvey) -> bool:
    """Until the offer is being priced: afterwards a change of needs is a new version of the solution."""
    return survey.opportunity.status in (
        OpportunityStatus.NEEDS_ANALYSIS,
        OpportunityStatus.SOLUTION,
    ) and can_work_opportunity(user, survey.opportunity)


def can_start_survey(user: User, opportunity: Opportunity) -> bool:
    return (
        opportunity.status == OpportunityStatus.NEEDS_ANALYSIS
        and can_work_opportunity(user, opportunity)
        and getattr(opportunity, "needs_survey", None) is None
    )


def can_complete_survey(user: User, opportunity: Opportunity) -> bool:
    """From the opportunity's page, once the survey is begun."""
    survey = getattr(opportunity, "needs_survey", None)
    is_open = opportunity.status in (
        OpportunityStatus.NEEDS_ANALYSIS,
        OpportunityStatus.SOLUTION,
    ) and can_work_opportunity(user, opportunity)
    return is_open and survey is not None and survey.status == NeedsSurveyStatus.DRAFT
