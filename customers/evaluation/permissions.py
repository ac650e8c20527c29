"""Who may do what with evaluation reports."""

from salesmgmt.core.permissions import may


def can_evaluate_customer(user, customer):
    """The responsible rep writes the report (RAT-05)."""
    return may(user, "evaluation", "C", owner=customer.owner)


def can_edit_evaluation(user, evaluation):
    return evaluation.is_editable and may(user, "evaluation", "U", owner=evaluation.customer.owner)


def can_submit_evaluation(user, evaluation):
    return may(user, "evaluation", "submit", owner=evaluation.customer.owner)
