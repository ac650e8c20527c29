"""Who may do what with evaluation reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.evaluation.states import CustomerEvaluationStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.read_once import read_once
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.evaluation.models import CustomerEvaluation
    from salesmgmt.core.models import User

HAS_OPEN = "_has_open_evaluation"  # what is remembered of a customer for one page


@because(_("An evaluation is written by the sales representative in charge of the customer."))
def can_evaluate_customer(user: User, customer: Customer) -> bool:
    """The responsible rep writes the report (RAT-05)."""
    return may(user, "evaluation", "C", owner=customer.owner)


def can_start_evaluation(user: User, customer: Customer) -> bool:
    """The button of the customer's page: one report at a time (RAT-05, RAT-09)."""
    return customer.is_editable and can_evaluate_customer(user, customer) and not has_open_evaluation(customer)


def has_open_evaluation(customer: Customer) -> bool:
    """Two buttons of a page ask; read once for the page of one customer."""
    return read_once(customer, HAS_OPEN, lambda: customer.evaluations.open().exists())


def can_copy_evaluation(user: User, customer: Customer) -> bool:
    """Only who has a grade has answers to begin with."""
    return bool(customer.grade) and can_start_evaluation(user, customer)


@because(_("An evaluation is edited by the sales representative in charge of the customer, while it is a draft."))
def can_edit_evaluation(user: User, evaluation: CustomerEvaluation) -> bool:
    return evaluation.is_editable and may(user, "evaluation", "U", owner=evaluation.customer.owner)


@because(_("An evaluation is submitted by the sales representative in charge of the customer."))
def can_submit_evaluation(user: User, evaluation: CustomerEvaluation) -> bool:
    return may(user, "evaluation", "submit", owner=evaluation.customer.owner)


def can_revise_evaluation(user: User, evaluation: CustomerEvaluation) -> bool:
    return evaluation.status == CustomerEvaluationStatus.REJECTED and can_submit_evaluation(user, evaluation)
