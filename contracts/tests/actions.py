"""What the domain tests do again and again: walk a contract through its reviews."""

import datetime as dt
from decimal import Decimal

from contracts.contract.drafting import submit_contract
from contracts.contract.models import Contract
from contracts.tests.factories import annexes
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import ApprovalStep
from salesmgmt.core.permissions import Role

# The data of each department's own form.
DELIVERABLES = {
    "technical": {"documents": "图纸 TZ-001 A", "recipients": f"{Role.PROD},{Role.QA}"},
    "production": {"feasible_quantity": Decimal(10), "feasible_date": dt.date(2020, 1, 1)},
    "gm": {"price_confirmed": True},
}
REVIEWERS = {
    "manager": "manager",
    "technical": "technical",
    "quality": "quality",
    "production": "production",
    "legal": "legal",
    "finance": "finance",
    "director": "director",
    "gm": "gm",
}
DEPARTMENTS = ("technical", "quality", "production", "legal")


def again(contract):
    return Contract.objects.get(pk=contract.pk)


def step(contract, key):
    """The live step of this name in the last round."""
    return ApprovalStep.objects.get(round=approvals.last_round(contract), key=key, is_live=True)


def agree(contract, people, *keys, comment=""):
    """These reviewers agree, each with what his department brings."""
    for key in keys:
        approvals.approve(step(contract, key).pk, getattr(people, REVIEWERS[key]), comment, DELIVERABLES.get(key))
    return again(contract)


def submitted(contract, people):
    submit_contract(contract.pk, contract.customer.owner)
    return again(contract)


def in_departments(contract, people, *, filed=True):
    """Submitted and passed by the manager; the annexes are there."""
    submitted(contract, people)
    if filed:
        annexes(contract, people.rep1)
    return agree(contract, people, "manager")


def before_gm(contract, people):
    in_departments(contract, people)
    return agree(contract, people, *DEPARTMENTS, "director")


def approved(contract, people):
    before_gm(contract, people)
    return agree(contract, people, "gm")
