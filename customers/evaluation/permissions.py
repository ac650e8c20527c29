"""Who may do what with evaluation reports."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("An evaluation is written by the sales representative in charge of the customer."))
def can_evaluate_customer(user, customer):
    """The responsible rep writes the report (RAT-05)."""
    return may(user, "evaluation", "C", owner=customer.owner)


@because(_("An evaluation is edited by the sales representative in charge of the customer, while it is a draft."))
def can_edit_evaluation(user, evaluation):
    return evaluation.is_editable and may(user, "evaluation", "U", owner=evaluation.customer.owner)


@because(_("An evaluation is submitted by the sales representative in charge of the customer."))
def can_submit_evaluation(user, evaluation):
    return may(user, "evaluation", "submit", owner=evaluation.customer.owner)
