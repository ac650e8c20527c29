"""The rules of the contract review: steps, confirmations, deliverables. Pure, except where a name says otherwise."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contracts.annex.models import ContractAnnex
from contracts.contract.models import Contract
from contracts.contract.states import ContractStatus
from salesmgmt.core.domain.approvals import Step
from salesmgmt.core.permissions import Role
from salesmgmt.core.states import ApprovalRoundStatus, ApprovalStepStatus

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, ApprovalStep


# Of the policy's department codes: the key of the step, who is asked, and how the step is called.
DEPARTMENT_STEPS = {
    "tec": ("technical", Role.TEC, _("Technical review")),
    "qa": ("quality", Role.QA, _("Quality review")),
    "prod": ("production", Role.PROD, _("Production review")),
    "leg": ("legal", Role.LEG, _("Legal review")),
    "fin": ("finance", Role.FIN, _("Finance review")),
}
CONFIRMATIONS = {
    "technical": _("Technical requirements"),
    "quality": _("Quality standard"),
    "production": _("Production feasibility"),
    "price": _("Sales price"),
}
# The annexes that must be there before a department agrees (SET-27a).
NEEDED_ANNEXES = {
    "technical": (ContractAnnex.Kind.TECHNICAL_AGREEMENT,),
    "quality": (ContractAnnex.Kind.QUALITY_AGREEMENT, ContractAnnex.Kind.INSPECTION_STANDARD),
}

Gap = namedtuple("Gap", "days quantity")


def is_major(amount: Decimal, limit: Decimal | None) -> bool:
    """Does the contract pass the sales director? Without a limit every contract does (CON-11, SET-28, 002-4 §5.6)."""
    return limit is None or amount >= limit


def steps_for_contract(contract: Contract, policy: Any) -> list:
    """Manager, departments side by side, director where major, general manager (CON-03 to CON-05, CON-10, CF-05).

    A profile switches steps off; the general manager can never be (SET-27). The legal department is among the
    departments, so that neither approval nor signing happens without it unless the profile says so (CON-04).
    """
    steps = [manager_step(policy, ContractStatus.MANAGER_REVIEW)] if policy.contract_manager_review else []
    for code in policy.contract_departments:
        key, role, label = DEPARTMENT_STEPS[code]
        steps.append(Step(2, role, label, ContractStatus.DEPARTMENT_REVIEW, key=key))
    if policy.contract_director_review and is_major(contract.amount, policy.major_contract_amount):
        steps.append(Step(3, Role.DIR, _("Director's review"), ContractStatus.DIRECTOR_REVIEW, key="director"))
    return [*steps, final_step(policy, order=4)]


def manager_step(policy: Any, stage: Any) -> Step:
    """The sales manager's review, in the words of the profile: 003 knows him as deputy manager in charge (CON-19)."""
    return Step(1, Role.MGR, policy.contract_manager_step or _("Manager's review"), stage, key="manager")


def final_step(policy: Any, order: int) -> Step:
    """The general manager's approval, in the words of the profile: 003 knows him as company manager (CON-19, SET-50)."""
    label = policy.contract_final_step or _("General manager's approval")
    return Step(order, Role.GM, label, ContractStatus.GM_APPROVAL, key="gm")


def confirmations(steps: list[ApprovalStep]) -> dict:
    """``{name: bool}`` of the four confirmations from the live steps of a round (CON-09, 004 §1.3(2)).

    A department confirms by agreeing. The general manager confirms the price, and whatever no department was asked.
    """
    agreed = {step.key: step for step in steps if step.is_live and step.status == ApprovalStepStatus.APPROVED}
    given = agreed["gm"].data if "gm" in agreed else {}
    return {name: name in agreed or given.get(f"{name}_confirmed") == "True" for name in CONFIRMATIONS}


def confirmations_of_gm(steps: list[ApprovalStep]) -> list:
    """The confirmations the general manager gives himself: the price, and those of departments nobody asked."""
    asked = {step.key for step in steps if step.is_live and not step.opinion}
    return [name for name in CONFIRMATIONS if name not in asked]


def missing_confirmations(steps: list[ApprovalStep], given: dict) -> list:
    """The labels of the confirmations that are still missing when the general manager agrees (CON-09, CON-10)."""
    agreed = {step.key for step in steps if step.is_live and step.status == ApprovalStepStatus.APPROVED}
    return [
        label
        for name, label in CONFIRMATIONS.items()
        if name not in agreed and not (name in confirmations_of_gm(steps) and given.get(f"{name}_confirmed"))
    ]


def missing_annexes(key: str, kinds: set[str]) -> list:
    """The annexes the department of step ``key`` still owes, given the kinds that are there (CON-06, CON-07)."""
    return [kind for kind in NEEDED_ANNEXES.get(key, ()) if kind not in kinds]


def production_gap(
    required_on: dt.date, required_quantity: Decimal, feasible_on: dt.date, feasible_quantity: Decimal
) -> Gap | None:
    """What production cannot do: days later and quantity less than demanded; None where it can (CON-08, 004 §3.5)."""
    days = (feasible_on - required_on).days if required_on and feasible_on else 0
    short = required_quantity - feasible_quantity if feasible_quantity is not None else 0
    if days <= 0 and short <= 0:
        return None
    return Gap(max(days, 0), max(short, Decimal(0)))


def gap_of(contract: Contract, steps: list[ApprovalStep]) -> Gap | None:
    """The gap of the production review of a round, from what the step stored; None without one."""
    step = next((step for step in steps if step.is_live and step.key == "production" and step.data), None)
    if step is None or not step.data.get("feasible_date"):
        return None
    return production_gap(
        contract.first_due_date,
        contract.total_quantity,
        dt.date.fromisoformat(step.data["feasible_date"]),
        Decimal(step.data["feasible_quantity"]),
    )


def shown_of_review(contract: Contract, steps: list) -> dict:
    """What the page of a contract shows of the review, from the live steps of its round; nothing without steps."""
    given = confirmations(steps)
    return {
        "confirmations": [(label, given[name]) for name, label in CONFIRMATIONS.items()] if steps else [],
        "gap": gap_of(contract, steps),
    }


def next_revision(contract: Contract, previous_round: ApprovalRound | None) -> int:
    """The revision to submit: a contract that came back from a review is a new revision (CON-03)."""
    came_back = previous_round is not None and previous_round.status in (
        ApprovalRoundStatus.REJECTED,
        ApprovalRoundStatus.RETURNED,
    )
    if came_back and contract.submitted_revision == contract.revision:
        return contract.revision + 1
    return contract.revision
