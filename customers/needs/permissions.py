"""Who changes what is asked about a product family, and who answers."""

from customers.opportunity.permissions import can_work_opportunity
from salesmgmt.core.permissions import Role, may


def can_change_templates(user):
    """Company data like the evaluation scheme: director and administrator (OPP-01)."""
    return may(user, "settings", "U") or user.has_role(Role.DIR)


def can_edit_survey(user, survey):
    return survey.is_editable and can_work_opportunity(user, survey.opportunity)


def can_reopen_survey(user, survey):
    """Until the offer is being priced: afterwards a change of needs is a new version of the solution."""
    return survey.opportunity.status in ("needs_analysis", "solution") and can_work_opportunity(
        user, survey.opportunity
    )


def can_start_survey(user, opportunity):
    return (
        opportunity.status == "needs_analysis"
        and can_work_opportunity(user, opportunity)
        and getattr(opportunity, "needs_survey", None) is None
    )


def can_complete_survey(user, opportunity):
    """From the opportunity's page, once the survey is begun."""
    survey = getattr(opportunity, "needs_survey", None)
    is_open = opportunity.status in ("needs_analysis", "solution") and can_work_opportunity(user, opportunity)
    return is_open and survey is not None and survey.status == "draft"
