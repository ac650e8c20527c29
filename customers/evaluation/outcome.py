"""What the decision on an evaluation report does to the customer (RAT-04, RAT-05, RAT-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.papers import issue_evaluation
from customers.evaluation.permissions import can_submit_evaluation
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from customers.customer.states import CustomerStatus
    from customers.evaluation.models import EvaluationScore
    from salesmgmt.core.models import ApprovalRound

# The to-dos that an approved report ends (RAT-06).
REVIEW_TASKS = ("reevaluation_due", "reevaluation_overdue")


def status_for_grade(grade: str) -> CustomerStatus:
    """Grade E blocks the customer, every other makes it active; pure (RAT-04)."""
    return Customer.Status.BLOCKED if grade == Grade.E else Customer.Status.ACTIVE


def on_submitted(evaluation: CustomerEvaluation, round_: ApprovalRound, user: User) -> None:
    """A prospect comes under evaluation with its first report; a customer already known keeps its state (RAT-05)."""
    customer = lock(Customer, evaluation.customer_id)
    if customer.status == Customer.Status.PROSPECT:
        move(customer, Customer.Status.UNDER_EVALUATION, user, comment=evaluation.number)


def on_approved(evaluation: CustomerEvaluation, round_: ApprovalRound, user: User) -> None:
    """The grade holds from today, the report before becomes history, the customer active or blocked (RAT-04, RAT-07).

    A fall of the grade is told the same day (RSK-04).
    """
    customer = lock(Customer, evaluation.customer_id)
    before = customer.grade
    earlier = CustomerEvaluation.objects.select_for_update().filter(
        customer=customer, status=CustomerEvaluation.Status.APPROVED
    )
    for old in earlier.exclude(pk=evaluation.pk).order_by("pk"):
        move(old, CustomerEvaluation.Status.SUPERSEDED, user, comment=evaluation.number)
    change(evaluation, user, gettext_noop("In force"), approved_on=today())
    wanted = status_for_grade(evaluation.grade)
    if customer.status == wanted:
        change(customer, user, gettext_noop("Evaluated"), comment=evaluation.number, grade=evaluation.grade)
    else:
        move(customer, wanted, user, comment=evaluation.number, grade=evaluation.grade)
    close_tasks(customer, REVIEW_TASKS, user)
    issue_evaluation(evaluation, user)
    if is_drop(before, evaluation.grade):
        _tell_of_drop(customer, before, evaluation)


def is_drop(before: str, after: str) -> bool:
    """RSK-04: the new grade is worse than the one that held; a first grade is no drop."""
    return bool(before) and after > before


def _tell_of_drop(customer: Customer, before: str, evaluation: CustomerEvaluation) -> None:
    """RSK-04: representative, manager and finance hear of it with the decision."""
    words = {"customer": customer.name, "before": before, "after": evaluation.grade}
    people = [customer.owner, manager_above(customer.owner), *User.objects.with_role(Role.FIN)]
    notify(
        list(dict.fromkeys(filter(None, people))),
        lambda: _("Grade of %(customer)s falls from %(before)s to %(after)s") % words,
        url=evaluation.get_absolute_url(),
        body=evaluation.opinion,
    )


@transaction.atomic
def submit_evaluation(pk: int, user: User) -> CustomerEvaluation:
    """Send the report to the department head (RAT-05)."""
    evaluation = lock(CustomerEvaluation, pk, "customer__owner", "scheme")
    approvals.submit(evaluation, user)
    return evaluation


@transaction.atomic
def revise_evaluation(pk: int, user: User) -> CustomerEvaluation:
    """rejected → draft, with everything that was typed."""
    evaluation = lock(CustomerEvaluation, pk, "customer__owner")
    guard(evaluation, CustomerEvaluation.Status.DRAFT)
    require(can_submit_evaluation(user, evaluation))
    # submitted → draft also stands in the table; that way belongs to the approval.
    require(evaluation.status == CustomerEvaluation.Status.REJECTED, _("Only a rejected evaluation is revised."))
    return move(evaluation, CustomerEvaluation.Status.DRAFT, user, action=gettext_noop("Revised"))


def snapshot(evaluation: CustomerEvaluation) -> dict:
    """What the approvers compare between two rounds: the report, and its lines by their number."""
    rows = evaluation.scores.select_related("criterion", "band")
    return {
        "fields": {
            "customer": evaluation.customer.name,
            "total": str(evaluation.total),
            "grade": str(evaluation.get_grade_display()),
            "opinion": evaluation.opinion,
        },
        "lines": {f"scores {row.criterion.position}": _line(row) for row in rows},
    }


def _line(row: EvaluationScore) -> dict:
    return {
        "criterion": row.criterion.name,
        "value": f"{row.value.normalize():f}" if row.value is not None else "",
        "band": row.band.text,
        "points": str(row.points),
        "remark": row.remark,
    }
