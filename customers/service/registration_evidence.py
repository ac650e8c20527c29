"""What files prove in sales and service, and who may attach them (DOC-05)."""

from customers.lead.models import Lead
from customers.lead.permissions import can_record_milestone
from customers.opportunity.models import Opportunity
from customers.potential.models import PotentialCustomer
from customers.solution.models import Solution
from customers.solution.permissions import can_edit_solution
from customers.support.permissions import can_answer_support
from salesmgmt.core.domain.evidence import register_evidence


def register():
    register_evidence(Lead, reserved=milestones)
    register_evidence(Opportunity, reserved=milestones, also=is_asked_for_support)
    register_evidence(Solution, reserved=parts)


def milestones(document):
    """The papers of a sample and of a letter of intent count for the rep's year (LEAD-08)."""
    return dict.fromkeys((PotentialCustomer.SAMPLE_FILE, PotentialCustomer.INTENT_FILE), can_record_milestone)


def parts(solution):
    """A solution is presented when its parts are there (OPP-02): only who writes it adds one, and before it is shown."""
    return dict.fromkeys(solution.template.parts, can_edit_solution)


def is_asked_for_support(user, opportunity):
    """A department that was asked about the project answers with drawings and figures (OPP-03)."""
    return any(can_answer_support(user, each) for each in opportunity.support_requests.all())
