"""The approval of amendments: the reviews of the contract once more, then the general manager (AMD-02, AMD-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from contracts.amendment.eligibility import problems_of, why_not_possible
from contracts.amendment.models import ContractAmendment
from contracts.amendment.permissions import can_submit_amendment
from contracts.amendment.rules import departments_asked
from contracts.amendment.states import AmendmentStatus
from contracts.contract.states import IN_PERFORMANCE
from contracts.review.steps import DEPARTMENT_STEPS, final_step, is_major, manager_step
from salesmgmt.core import registry
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change
from salesmgmt.core.states import ApprovalStepStatus
from salesmgmt.core.templatetags.salesmgmt import money

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User


TO_APPLY = gettext_noop("Amendment approved, to be put in force: %(amendment)s")
TO_NEGOTIATE = gettext_noop("Amendment approved, to be settled with the customer: %(amendment)s")


def steps_for_amendment(amendment: ContractAmendment, policy: Any) -> list:
    """Wanted by the customer: the reviews of the contract again, then the general manager (AMD-02, 004 §3.9).

    Wanted by the company: the general manager at once; the customer is asked afterwards (AMD-04, 004 §3.11).
    """
    last = final_step(policy, order=4)
    if not amendment.wants_customer:
        return [last]
    steps = [manager_step(policy, "re_review")] if policy.contract_manager_review else []
    concerned_only = policy.amendment_departments == "concerned"
    for code in departments_asked(policy.contract_departments, amendment.change_types, concerned_only=concerned_only):
        key, role, label = DEPARTMENT_STEPS[code]
        steps.append(Step(2, role, label, AmendmentStatus.RE_REVIEW, key=key))
    larger = max(amendment.amount, amendment.contract.amount)
    if policy.contract_director_review and is_major(larger, policy.major_contract_amount):
        steps.append(Step(3, Role.DIR, gettext_lazy("Director's review"), AmendmentStatus.RE_REVIEW, key="director"))
    return [*steps, last]


def check_submit(amendment: ContractAmendment, user: User) -> None:
    problems = problems_of(amendment)
    reason = why_not_possible(amendment)
    if problems or reason:
        raise BusinessError(" ".join(filter(None, [*problems, reason])))


def check_decision(amendment: ContractAmendment, step: ApprovalStep, user: User, data: dict) -> None:
    """Nobody agrees to a change that has become impossible: production may have started since it was submitted
    (AMD-02, AMD-03). The start and this decision take the lock of one customer, one after the other."""
    contract = amendment.contract
    started = contract.production_started
    reason = why_not_possible(amendment, started)
    if reason:
        raise BusinessError(
            _("%(reason)s Send it back, so that the customer's concession is recorded.") % {"reason": reason}
        )
    if contract.status not in IN_PERFORMANCE:
        raise BusinessError(
            _("%(contract)s is “%(status)s”: only a contract in force is amended.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    if started and not amendment.production_started:
        change(amendment, user, gettext_noop("State of production checked"), production_started=True)


def on_approved(amendment: ContractAmendment, round_: ApprovalRound, user: User) -> None:
    """Sales goes on: puts it in force, or settles it with the customer."""
    subject = TO_APPLY if amendment.wants_customer else TO_NEGOTIATE
    notify([amendment.responsible], lambda: _(subject) % {"amendment": amendment}, url=amendment.get_absolute_url())


def on_rejected(amendment: ContractAmendment, round_: ApprovalRound, user: User) -> None:
    registry.tell("amendment", "ended", amendment, user=user, reason=_last_reason(round_))


def _last_reason(round_: ApprovalRound) -> str:
    step = round_.steps.filter(status=ApprovalStepStatus.REJECTED).order_by("-pk").first()
    return step.comment if step else ""


def amendment_card(amendments: Any, user: User) -> Any:
    """What it costs and what production makes of it, for the cards of the inbox."""
    found, rows_of_all = {}, list(amendments)
    prefetch_related_objects(rows_of_all, "contract")
    for each in rows_of_all:
        before, after = money(each.contract.amount), money(each.amount)
        rows = [(_("Amount"), before if before == after else f"{before} → {after}")]
        if each.production_started:
            rows.append((_("Production"), each.get_resolution_display() or _("has started")))
        found[each.pk] = rows
    return found


AMENDMENT = Approval(
    model=ContractAmendment,
    steps_for=steps_for_amendment,
    approved=lambda amendment: (
        AmendmentStatus.APPROVED if amendment.wants_customer else AmendmentStatus.CUSTOMER_NEGOTIATION
    ),
    rejected=AmendmentStatus.REJECTED,
    returned=AmendmentStatus.DRAFT,
    withdrawn=AmendmentStatus.DRAFT,
    can_submit=can_submit_amendment,
    check_submit=check_submit,
    check_decision=check_decision,
    on_approved=on_approved,
    on_rejected=on_rejected,
    card=amendment_card,
    title=lambda amendment: amendment.title,
)
