"""Who asks departments about a project, and who answers."""

from customers.opportunity.permissions import can_work_opportunity


def can_ask_support(user, opportunity):
    return opportunity.status in ("solution", "quoting") and can_work_opportunity(user, opportunity)


def can_answer_support(user, request):
    """A member of the department that was asked, or who substitutes one today (OPP-03)."""
    return request.status == "asked" and request.department in user.acting_roles
