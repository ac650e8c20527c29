"""Who asks departments about a project, and who answers."""

from django.utils.translation import gettext_lazy as _

from customers.opportunity.permissions import can_work_opportunity
from salesmgmt.core.refusal import because


@because(
    _("Departments are asked for support while a solution is designed or quoted, by those who work on the opportunity.")
)
def can_ask_support(user, opportunity):
    return opportunity.status in ("solution", "quoting") and can_work_opportunity(user, opportunity)


@because(_("An open request for support is answered by the department that was asked."))
def can_answer_support(user, request):
    """A member of the department that was asked, or who substitutes one today (OPP-03)."""
    return request.status == "asked" and request.department in user.acting_roles
