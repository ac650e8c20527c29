"""What files prove in sales and service, and who may attach them (DOC-05)."""

from customers.complaint.models import Complaint
from customers.complaint.permissions import can_answer_investigation
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import can_work_on_ticket
from customers.visit.models import Visit
from customers.visit.permissions import can_edit_visit
from salesmgmt.core.domain.evidence import register_evidence


def register():
    register_evidence(Complaint, also=investigates)
    register_evidence(ServiceTicket, also=can_work_on_ticket)
    register_evidence(Visit, also=can_edit_visit)


def investigates(user, complaint):
    """A department that was asked for its finding adds what shows it (CMP-03)."""
    return any(can_answer_investigation(user, each) for each in complaint.investigations.all())
