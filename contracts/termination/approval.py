"""The approval of terminations: the final approver of the contract, or whom the company names (AMD-08, SET-27b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.review.steps import final_step
from contracts.termination.ending import check_submit, on_approved, stamp
from contracts.termination.models import ContractTermination
from contracts.termination.permissions import can_confirm_termination
from contracts.termination.states import TerminationStatus
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_termination(termination: ContractTermination, policy: Any) -> list:
    """The general manager, as in the contract itself; the sales director where the company says so (AMD-08)."""
    if policy.termination_approver == "dir":
        return [Step(1, Role.DIR, _("Sales director's approval"), TerminationStatus.GM_APPROVAL, key="director")]
    return [final_step(policy, order=1)]


TERMINATION = Approval(
    model=ContractTermination,
    steps_for=steps_for_termination,
    approved=TerminationStatus.TERMINATED,
    rejected=TerminationStatus.WITHDRAWN,
    returned=TerminationStatus.AWAITING_AGREEMENT,
    withdrawn=TerminationStatus.AWAITING_AGREEMENT,
    can_submit=can_confirm_termination,
    check_submit=check_submit,
    check_decision=lambda termination, step, user, data: check_submit(termination, user),
    approved_fields=stamp,
    on_approved=on_approved,
    title=lambda termination: termination.title,
)
