"""Who may do what with complaints."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, may_at_all, scopes
from salesmgmt.core.refusal import because

# Kept by those who classify complaints (CMP-06).
CAUSE_KEEPERS = (Role.MGR, Role.DIR, Role.QA)


def can_register_complaint(user, customer):
    """The rep for his customers, the supervisor for the team's, the service centre for any (SVC-06)."""
    return may(user, "complaint", "C", owner=customer.owner)


@because(
    _("A complaint is handled by those in charge of the customer, the service centre, and quality once it was asked.")
)
def can_handle_complaint(user, complaint):
    """Those in charge of the customer, the service centre, and quality once it is asked."""
    return may(user, "complaint", "U", owner=complaint.customer.owner, document=complaint)


@because(_("A complaint is edited by those who handle it, until it is closed."))
def can_edit_complaint(user, complaint):
    return complaint.is_editable and can_handle_complaint(user, complaint)


def can_set_severity(user, complaint):
    """The quality department or the sales manager, nobody else (CMP-06, 003 (四)1)."""
    return may(user, "complaint", "severity", owner=complaint.customer.owner, document=complaint)


def can_answer_investigation(user, investigation):
    """A member of the department that was asked, or who substitutes one."""
    return user.is_active and investigation.department in user.acting_roles


@because(
    _("A corrective action is finished by the person or department responsible, or by those who handle the complaint.")
)
def can_finish_action(user, action):
    """The person responsible, a member of the responsible department, or who handles the complaint."""
    mine = action.person_id in user.acting_ids or (action.department and action.department in user.acting_roles)
    return bool(mine) or can_handle_complaint(user, action.complaint)


@because(_("The catalogue of causes is kept by sales managers, the sales director and quality."))
def can_keep_causes(user):
    return user.has_role(*CAUSE_KEEPERS)


@because(_("The summary is read by those who read all complaints of a person, a team, a region or the company."))
def can_read_summary(user):
    """Those who read complaints beyond single documents that are routed to them."""
    return bool(scopes(user, "complaint", "R") & set("otga"))


def can_export_summary(user):
    """The workbook names customers: for those who may take complaints out of the system (CUS-04, SEC-07)."""
    return can_read_summary(user) and may_at_all(user, "complaint", "E")


def investigates(user, complaint):
    """A department that was asked for its finding adds what shows it (CMP-03)."""
    return any(can_answer_investigation(user, each) for each in complaint.investigations.all())
