"""How expense claims are approved and audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_claim.claiming import check_claim, on_submitted
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.permissions import can_edit_claim
from performance.expense_claim.use import standing_of_claim
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

LEADERS = (Role.MGR, Role.DIR, Role.GM)


def steps_for_claim(claim: ExpenseClaim, policy: Any) -> list[Step]:
    """The direct manager, over budget the next one above him as well, then finance (EXP-03, EXP-06, EXP-07; SET-32a, SET-42).

    A manager's own claim goes to his superior: nobody decides what he wrote (SEC-04).
    """
    steps = []
    if policy.expense_approver == "superior":
        steps.append(Step(1, Role.MGR, pgettext_lazy("expense claim", "Direct manager"), ExpenseClaim.Status.SUBMITTED))
    if policy.over_budget_claim == "next_higher" and any(each.is_over for each in standing_of_claim(claim)):
        higher = manager_above(manager_above(claim.claimant))
        if higher is not None:
            label = pgettext_lazy("expense claim", "Next higher approver: over budget")
            role = next(role for role in LEADERS if higher.has_role(role))
            steps.append(Step(2, role, label, ExpenseClaim.Status.SUBMITTED, key="over_budget", assignee=higher))
    label = pgettext_lazy("expense claim", "Finance: audit")
    return [*steps, Step(3, Role.FIN, label, ExpenseClaim.Status.MANAGER_APPROVED, key="audit")]


def figures_for(claims: list[ExpenseClaim], user: User) -> dict:
    """What the inbox shows of a claim: whose it is, and whether it exceeds the budget."""
    return {
        claim.pk: [
            (_("Claimant"), str(claim.claimant)),
            *([(_("Over budget"), _("yes"))] if claim.over_budget else []),
        ]
        for claim in claims
    }


EXPENSE_CLAIM = Approval(
    model=ExpenseClaim,
    steps_for=steps_for_claim,
    approved=ExpenseClaim.Status.FINANCE_AUDITED,
    rejected=ExpenseClaim.Status.DRAFT,
    returned=ExpenseClaim.Status.DRAFT,
    withdrawn=ExpenseClaim.Status.DRAFT,
    can_submit=can_edit_claim,
    check_submit=check_claim,
    on_submitted=on_submitted,
    card=figures_for,
)
