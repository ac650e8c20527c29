from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from customers.evaluation.entry import check_submission
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import on_approved, on_submitted, snapshot
from customers.evaluation.permissions import can_submit_evaluation
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def steps_for_evaluation(evaluation: CustomerEvaluation, policy: Any) -> list[Step]:
    """The department head reviews, then the company decides: the general manager, or whom SET-07 names (RAT-05)."""
    company = Role.GM if policy.evaluation_approver == "gm" else Role.DIR
    return [
        Step(1, Role.MGR, _("Review by the department head"), CustomerEvaluation.Status.SUBMITTED),
        Step(2, company, _("Evaluation by the company"), CustomerEvaluation.Status.DEPT_REVIEWED),
    ]


def evaluation_card(evaluations: Any, user: User) -> dict:
    """Grade and points, and the grade the customer has until then (RAT-05)."""
    prefetch_related_objects(evaluations, "customer")
    return {
        each.pk: [
            (_("Credit grade"), each.grade or "—"),
            (_("Total points"), each.total if each.total is not None else "—"),
            (_("Grade until now"), each.customer.grade or "—"),
        ]
        for each in evaluations
    }


EVALUATION = Approval(
    model=CustomerEvaluation,
    steps_for=steps_for_evaluation,
    approved=CustomerEvaluation.Status.APPROVED,
    rejected=CustomerEvaluation.Status.REJECTED,
    returned=CustomerEvaluation.Status.DRAFT,
    withdrawn=CustomerEvaluation.Status.DRAFT,
    can_submit=can_submit_evaluation,
    check_submit=check_submission,
    on_submitted=on_submitted,
    on_approved=on_approved,
    snapshot=snapshot,
    card=evaluation_card,
)
