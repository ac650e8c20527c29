"""The approval of contracts: who reviews, what each must bring, what happens on the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.annex.filing import annex_kinds_of
from contracts.annex.models import ContractAnnex
from contracts.contract.models import Contract
from contracts.contract.papers import issue_contract
from contracts.contract.permissions import can_submit_contract
from contracts.contract.terms import missing_clauses
from contracts.copy.models import DocumentIssue
from contracts.payment_plan.planning import why_plan_exceeds
from contracts.review.decision_forms import decision_form
from contracts.review.papers import issue_sheet
from contracts.review.steps import (
    missing_annexes,
    missing_confirmations,
    next_revision,
    production_gap,
    steps_for_contract,
)
from customers.evaluation.standing import evaluation_valid_on, why_no_business
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import Approval
from salesmgmt.core.domain.approvals.snapshot import snapshot_of
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change
from salesmgmt.core.templatetags.salesmgmt import money

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User


ISSUES = {"technical": DocumentIssue.Kind.TECHNICAL, "quality": DocumentIssue.Kind.QUALITY}
# Not content: what the review itself writes.
NOT_SUBMITTED = ("submitted_revision", "approved_on", "activated_on", "breach_open", "version", "number")


def check_submit(contract: Contract, user: User) -> None:
    """Refuse an incomplete contract, a class E customer or an outdated credit review (CON-02, RAT-04, RAT-05, RAT-10).

    A contract that came back from a review gets its next revision here, so that the round shows what it decides on
    (CON-03).
    """
    missing = missing_clauses(contract, list(contract.lines.all()))
    if missing:
        raise BusinessError(_("Mandatory clauses are missing: %(clauses)s.") % {"clauses": "、".join(missing)})
    exceeds = why_plan_exceeds(contract)
    if exceeds:
        raise BusinessError(exceeds)
    _check_credit(contract.customer)
    revision = next_revision(contract, approvals.last_round(contract))
    change(contract, user, gettext_noop("Submitted revision"), revision=revision, submitted_revision=revision)


def _check_credit(customer: Customer) -> None:
    """No evaluation at all is an outdated review too; where both stand in the way, both are said (RAT-04, RAT-10)."""
    problems = [why_no_business(customer)]
    if not evaluation_valid_on(customer, today()):
        problems.append(
            _("Credit review outdated: %(customer)s needs an evaluation approved in this or the preceding quarter.")
            % {"customer": customer}
        )
    if any(problems):
        raise BusinessError(" ".join(filter(None, problems)), link=customer.get_absolute_url())


def check_decision(contract: Contract, step: ApprovalStep, user: User, data: dict) -> None:
    """What each reviewer must bring before he may agree (CON-06 to CON-10)."""
    if step.key in ("technical", "quality") and policy().annexes_before_review:
        missing = missing_annexes(step.key, annex_kinds_of(contract))
        if missing:
            labels = "、".join(str(ContractAnnex.Kind(kind).label) for kind in missing)
            raise BusinessError(_("Before you agree, these annexes must be filed: %(annexes)s.") % {"annexes": labels})
    if step.key == "technical" and not (data.get("documents", "").strip() and data.get("recipients")):
        raise BusinessError(_("List the technical documents and the departments that receive them."))
    if step.key == "production":
        _check_production(contract, step, data)
    if step.key == "gm":
        missing = missing_confirmations(list(step.round.steps.all()), data)
        if missing:
            labels = "、".join(str(label) for label in missing)
            raise BusinessError(_("These confirmations are missing: %(names)s.") % {"names": labels})


def _check_production(contract: Contract, step: ApprovalStep, data: dict) -> None:
    """Quantity and date are given; where they fall short of the demand, the comment says why (CON-08)."""
    if not data.get("feasible_date") or data.get("feasible_quantity") is None:
        raise BusinessError(_("Enter the feasible quantity and date."))
    gap = production_gap(
        contract.first_due_date, contract.total_quantity, data["feasible_date"], data["feasible_quantity"]
    )
    if gap and not step.comment.strip():
        raise BusinessError(
            _("Production falls short of the demand by %(days)s days and %(quantity)s pieces: say why in the comment.")
            % {"days": gap.days, "quantity": gap.quantity}
        )


def on_step(contract: Contract, step: ApprovalStep, user: User) -> None:
    """The documents a department issues with its agreement go to their recipients (CON-06, CON-07)."""
    if step.key not in ISSUES or not step.data.get("documents"):
        return
    roles = [role for role in step.data.get("recipients", "").split(",") if role]
    issue = DocumentIssue.objects.create(
        contract=contract,
        kind=ISSUES[step.key],
        revision=contract.revision,
        documents=step.data["documents"],
        recipients=roles,
        issued_by=user,
    )
    for role in roles:
        notify_department(
            contract,
            role,
            lambda: _("%(kind)s of contract %(contract)s") % {"kind": issue.get_kind_display(), "contract": contract},
            sent_by=user,
            body=issue.documents,
        )


def on_approved(contract: Contract, round_: ApprovalRound, user: User) -> None:
    """The general manager has approved: from this day on the parties may sign (CON-10)."""
    change(contract, None, gettext_noop("Free to be signed"), approved_on=today())
    issue_contract(contract, user)
    issue_sheet(contract, user)


def snapshot(contract: Contract) -> dict:
    """What was put to the reviewers, without the fields the review itself writes."""
    found = snapshot_of(contract)
    found["fields"] = {name: text for name, text in found["fields"].items() if name not in NOT_SUBMITTED}
    return found


def contract_card(contracts: Any, user: User) -> dict:
    """What the customer owes beyond its day; his amount stands beside the title (CON-16)."""
    overdue = registry.fact("customer", "overdue_of_many", [each.customer_id for each in contracts], {})
    return {each.pk: [(_("Overdue receivables"), money(overdue.get(each.customer_id, ZERO)))] for each in contracts}


CONTRACT = Approval(
    model=Contract,
    steps_for=steps_for_contract,
    approved=Contract.Status.APPROVED,
    rejected=Contract.Status.DRAFT,
    returned=Contract.Status.DRAFT,
    withdrawn=Contract.Status.DRAFT,
    can_submit=can_submit_contract,
    check_submit=check_submit,
    check_decision=check_decision,
    decision_form=decision_form,
    on_step=on_step,
    on_approved=on_approved,
    snapshot=snapshot,
    card=contract_card,
)
