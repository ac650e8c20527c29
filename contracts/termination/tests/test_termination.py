"""The end of a contract before its time, to the settled and closed record (AMD-07, AMD-08)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from contracts.amendment.models import ContractAmendment
from contracts.termination.ending import (
    close_termination,
    confirm_termination,
    explain_open,
    propose_termination,
    put_to_customer,
    settlement_of,
    withdraw_termination,
)
from contracts.termination.models import ContractTermination
from contracts.termination.rules import missing_of_closing, open_rows
from contracts.tests.amendments import draft_amendment, submitted
from contracts.tests.factories import active_contract, pdf_file
from contracts.tests.terminations import awaiting, decided, proposal, terminated
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CLOSING = {"course": "双方协商", "handover": "已移交", "lessons": "提前沟通"}


@pytest.fixture
def contract(customer):
    return active_contract(customer)


def again(document):
    return type(document).objects.get(pk=document.pk)


# -- the proposal and the agreement


@pytest.mark.parametrize("missing", ["ground", "reason"])
def test_without_ground_or_reason_it_is_not_put_to_the_customer(contract, people, missing):
    """AMD-07"""
    termination = proposal(contract, **{missing: ""})
    with pytest.raises(BusinessError, match=f"Missing: {missing}"):
        put_to_customer(termination.pk, people.rep1)
    assert again(termination).status == "proposed"


def test_without_the_consent_document_of_both_it_is_not_confirmed(contract, people):
    """AMD-07"""
    termination = awaiting(contract, people)
    with pytest.raises(BusinessError, match="Missing: the consent document of both parties"):
        confirm_termination(termination.pk, people.rep1, agreed_on=today())
    assert (again(termination).status, again(contract).status) == ("awaiting_agreement", "active")


def test_without_ground_it_is_not_confirmed(contract, people):
    """AMD-07"""
    termination = awaiting(contract, people)
    ContractTermination.objects.filter(pk=termination.pk).update(ground="")
    with pytest.raises(BusinessError, match="Missing: ground"):
        confirm_termination(termination.pk, people.rep1, agreed_on=today(), consent=pdf_file())
    assert again(termination).status == "awaiting_agreement"


def test_an_agreement_of_tomorrow_is_none(contract, people):
    """AMD-07"""
    termination = awaiting(contract, people)
    with pytest.raises(BusinessError, match="The agreement cannot lie in the future"):
        confirm_termination(termination.pk, people.rep1, agreed_on=today() + dt.timedelta(days=1), consent=pdf_file())


def test_the_database_ends_no_contract_without_ground_and_agreement(contract, people):
    """AMD-07"""
    termination = awaiting(contract, people)
    with pytest.raises(IntegrityError, match="termination_on_a_ground_and_agreed"), transaction.atomic():
        ContractTermination.objects.filter(pk=termination.pk).update(status="gm_approval")


def test_one_termination_at_a_time_and_only_of_a_contract_in_force(contract, customer, people):
    """AMD-07"""
    first = proposal(contract)
    with pytest.raises(BusinessError, match=f"{first} of the same contract is still open"):
        proposal(contract)
    with pytest.raises(BusinessError, match="only a contract in force is terminated"):
        proposal(active_contract(customer, status="completed"))
    withdraw_termination(first.pk, people.rep1, "客户撤回")
    assert proposal(contract).status == "proposed"


def test_only_the_rep_in_charge_proposes(contract, people):
    for stranger in (people.rep2, people.manager, people.finance):
        with pytest.raises(PermissionDenied, match="A termination is proposed by"):
            propose_termination(stranger, contract=contract, ground="agreed", reason="r")
    assert ContractTermination.objects.count() == 0


# -- who approves


def test_confirmed_by_the_sales_manager_it_waits_for_the_general_manager(contract, people):
    """AMD-08"""
    termination = awaiting(contract, people)
    confirm_termination(termination.pk, people.manager, agreed_on=today(), consent=pdf_file())
    steps = approvals.open_steps_of(termination)
    assert (again(termination).status, [step.role for step in steps]) == ("gm_approval", ["gm"])
    with pytest.raises(PermissionDenied, match="not yours to decide"):
        approvals.approve(steps[0].pk, people.director)
    assert again(contract).status == "active"


def test_the_setting_names_the_sales_director_instead(contract, people):
    """AMD-08, SET-27b"""
    change_setting("termination_approver", "dir", people.admin)
    termination = awaiting(contract, people)
    confirm_termination(termination.pk, people.rep1, agreed_on=today(), consent=pdf_file())
    assert [step.role for step in approvals.open_steps_of(termination)] == ["dir"]


def test_refused_by_the_general_manager_the_contract_goes_on(contract, people):
    """AMD-08"""
    termination = decided(contract, people)
    approvals.reject(approvals.open_steps_of(termination)[0].pk, people.gm, "继续履行")
    assert (again(termination).status, again(contract).status) == ("withdrawn", "active")


def test_approved_the_contract_ends_and_every_department_is_told(contract, people):
    """AMD-07"""
    termination = terminated(contract, people)
    assert (again(termination).status, again(contract).status) == ("terminated", "terminated")
    assert again(termination).terminated_at is not None
    told = set(DepartmentNotice.objects.values_list("role", flat=True))
    assert {"fin", "leg", "tec", "qa", "prod", "cmg", "wh"} <= told


def test_an_amendment_under_way_ends_with_the_contract(contract, people):
    """AMD-07"""
    amendment = submitted(draft_amendment(contract), people)
    terminated(contract, people)
    assert again(amendment).status == "rejected"
    assert ContractAmendment.objects.open().count() == 0
    assert approvals.current_round(amendment) is None


# -- the settlement


@pytest.fixture
def one_open(monkeypatch):
    """Orders answers that one order is open."""
    rows = [{"key": "order-1", "text": "Order SO-1", "amount": None, "address": "/orders/1/"}]
    monkeypatch.setitem(registry._registry.facts, ("contract", "settlement"), lambda contract: rows)
    return rows


def test_it_closes_only_when_what_is_open_is_explained(contract, people, one_open):
    """AMD-07"""
    termination = terminated(contract, people)
    with pytest.raises(BusinessError, match="Still open and not explained: Order SO-1"):
        close_termination(termination.pk, people.rep1, **CLOSING)
    with pytest.raises(BusinessError, match="This is not open any more"):
        explain_open(termination.pk, people.rep1, key="order-2", text="x")
    with pytest.raises(BusinessError, match="Say why it may stay open"):
        explain_open(termination.pk, people.rep1, key="order-1", text=" ")
    explain_open(termination.pk, people.finance, key="order-1", text="客户自提，月底结清")
    assert open_rows(settlement_of(termination)) == []
    close_termination(termination.pk, people.rep1, **CLOSING)
    assert (again(termination).status, again(termination).lessons) == ("closed", "提前沟通")


@pytest.mark.parametrize("missing", CLOSING)
def test_course_hand_over_and_lessons_are_recorded(contract, people, missing):
    """AMD-07"""
    termination = terminated(contract, people)
    assert len(missing_of_closing(**{**CLOSING, missing: " "})) == 1
    with pytest.raises(BusinessError, match="Missing: "):
        close_termination(termination.pk, people.rep1, **{**CLOSING, missing: " "})
    assert again(termination).status == "terminated"


def test_nobody_else_settles(contract, people, one_open):
    """AMD-07"""
    termination = terminated(contract, people)
    for stranger in (people.rep2, people.legal):
        with pytest.raises(PermissionDenied, match="A termination is settled by"):
            explain_open(termination.pk, stranger, key="order-1", text="x")
    assert termination.explanations.count() == 0
