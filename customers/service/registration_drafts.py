"""The drafts of this app that can be thrown away, and what lives again with them."""

from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.permissions import can_edit_evaluation
from salesmgmt.core.domain.discarding import register_draft


def register():
    register_draft(CustomerEvaluation, can_edit_evaluation)
