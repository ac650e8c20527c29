"""What the review of contracts tells core about itself."""

from contracts.review.approval import CONTRACT
from contracts.review.comparison import deviations_of
from contracts.review.steps import shown_of_review
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals


def register():
    approvals.register(CONTRACT)
    registry.register_fact("contract", "review", shown_of_review)
    registry.register_fact("contract", "deviations", deviations_of)
