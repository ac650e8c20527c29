"""Who may do what with complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.complaint.states import INVESTIGABLE, ComplaintStatus
from salesmgmt.core.permissions import may, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.complaint.models import Complaint
    from customers.complaint.work import CorrectiveAction, Investigation
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def can_register_complaint(user: User, customer: Customer) -> bool:
    """The rep for his customers, the supervisor for the team's, the service centre for any (SVC-06)."""
    return may(user, "complaint", "C", owner=customer.owner)


@because(
    _("A complaint is handled by those in charge of the customer, the service centre, and quality once it was asked.")
)
def can_handle_complaint(user: User, complaint: Complaint) -> bool:
    """Those in charge of the customer, the service centre, and quality once it is asked."""
    return may(user, "complaint", "U", owner=complaint.customer.owner, document=complaint)


@because(_("A complaint is edited by those who handle it, until it is closed."))
def can_edit_complaint(user: User, complaint: Complaint) -> bool:
    return complaint.is_editable and can_handle_complaint(user, complaint)


def can_set_severity(user: User, complaint: Complaint) -> bool:
    """The quality department or the sales manager, nobody else (CMP-06, 003 (四)1)."""
    return may(user, "complaint", "severity", owner=complaint.customer.owner, document=complaint)


def can_answer_investigation(user: User, investigation: Investigation) -> bool:
    """A member of the department that was asked, or who substitutes one."""
    return user.is_active and investigation.department in user.acting_roles


@because(
    _("A corrective action is finished by the person or department responsible, or by those who handle the complaint.")
)
def can_finish_action(user: User, action: CorrectiveAction) -> bool:
    """The person responsible, a member of the responsible department, or who handles the complaint."""
    mine = action.person_id in user.acting_ids or (action.department and action.department in user.acting_roles)
    return bool(mine) or can_handle_complaint(user, action.complaint)


@because(_("The summary is read by those who read all complaints of a person, a team, a region or the company."))
def can_read_summary(user: User) -> bool:
    """Those who read complaints beyond single documents that are routed to them."""
    return bool(scopes(user, "complaint", "R") & set("otga"))


def investigates(user: User, complaint: Complaint) -> bool:
    """A department that was asked for its finding adds what shows it (CMP-03)."""
    return any(can_answer_investigation(user, each) for each in complaint.investigations.all())


def can_investigate_complaint(user: User, complaint: Complaint) -> bool:
    """Reopening a resolved complaint is the customer's word, not this button's."""
    return complaint.status == ComplaintStatus.REGISTERED and can_handle_complaint(user, complaint)


def can_ask_departments(user: User, complaint: Complaint) -> bool:
    """Further departments, while there is something to find out."""
    later = (ComplaintStatus.INVESTIGATING, ComplaintStatus.SOLUTION_PROPOSED)
    return complaint.status in later and can_handle_complaint(user, complaint)


def can_answer_complaint(user: User, complaint: Complaint) -> bool:
    return complaint.status in INVESTIGABLE and any(
        row.found_at is None and can_answer_investigation(user, row) for row in complaint.investigations.all()
    )


def can_propose_solution(user: User, complaint: Complaint) -> bool:
    open_for_it = (ComplaintStatus.INVESTIGATING, ComplaintStatus.SOLUTION_PROPOSED)
    return complaint.status in open_for_it and can_handle_complaint(user, complaint)


def can_note_on_complaint(user: User, complaint: Complaint) -> bool:
    return complaint.status != ComplaintStatus.CLOSED and can_handle_complaint(user, complaint)


def can_classify_complaint(user: User, complaint: Complaint) -> bool:
    return complaint.status != ComplaintStatus.CLOSED and can_set_severity(user, complaint)


def can_finish_some_action(user: User, complaint: Complaint) -> bool:
    return any(row.done_at is None and can_finish_action(user, row) for row in complaint.corrective_actions.all())
