"""An amendment from the application to the version that all have acknowledged (AMD-01 to AMD-05)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from contracts.amendment.eligibility import submit_amendment
from contracts.amendment.entry import apply_again, create_amendment, update_amendment
from contracts.amendment.models import ContractAmendment
from contracts.amendment.rules import changes_found, departments_asked, differences, why_not_eligible
from contracts.amendment.settling import apply_amendment, close_amendment, file_signed_amendment, record_negotiation
from contracts.amendment.text import labels_of, store_version
from contracts.contract.models import Contract
from contracts.copy.handing_out import acknowledge_copy, hand_out_first_copies
from contracts.tests.amendments import approved_amendment, draft_amendment, reviewed, submitted, with_price
from contracts.tests.factories import active_contract, pdf_file
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
RE_REVIEW = ["manager", "technical", "quality", "production", "legal", "director"]


@pytest.fixture
def contract(customer):
    return active_contract(customer)


def again(document):
    return type(document).objects.get(pk=document.pk)


@pytest.fixture
def started(monkeypatch):
    """Production of the contract has started, as orders would answer."""
    monkeypatch.setattr(Contract, "production_started", property(lambda self: True))


def keys(amendment):
    return [step.key for step in approvals.last_round(amendment).live_steps()]


# -- the application


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"application": None}, "the customer's written application"),
        ({"reason": " "}, "reason"),
    ],
)
def test_without_written_application_or_reason_it_is_not_submitted(contract, people, given, missing):
    """AMD-01"""
    amendment = draft_amendment(contract, **given)
    with pytest.raises(BusinessError, match=f"Missing: {missing}"):
        submit_amendment(amendment.pk, people.rep1)
    assert (again(amendment).status, approvals.rounds_of(amendment).count()) == ("draft", 0)


def test_an_application_that_changes_nothing_is_not_submitted(contract, people):
    """AMD-01"""
    amendment = draft_amendment(contract, lines=None)
    with pytest.raises(BusinessError, match="a difference from the contract in force"):
        submit_amendment(amendment.pk, people.rep1)
    assert again(amendment).status == "draft"


def test_what_the_text_changes_is_named_by_itself(contract):
    """AMD-01"""
    amendment = draft_amendment(contract, change_types=["material"], packing_terms="木箱")
    assert set(amendment.change_types) == {"material", "price", "terms"}


def test_only_sales_and_production_apply_and_only_for_a_contract_in_force(customer, contract, people):
    for stranger in (people.rep2, people.finance, people.legal, people.production):
        with pytest.raises(PermissionDenied, match="An amendment is applied for by the sales representative"):
            create_amendment(stranger, contract=contract, reason="r")
    completed = active_contract(customer, status="completed")
    with pytest.raises(BusinessError, match="only a contract in force is amended"):
        create_amendment(people.rep1, contract=completed, reason="r")
    assert ContractAmendment.objects.count() == 0


def test_a_lacking_mandatory_clause_keeps_the_amendment_from_being_submitted(contract, people):
    """CON-02"""
    amendment = draft_amendment(contract, breach_terms=" ")
    with pytest.raises(BusinessError, match="Mandatory clauses are missing: liability for breach"):
        submit_amendment(amendment.pk, people.rep1)
    assert again(amendment).status == "draft"


# -- before production starts


def test_before_production_it_goes_to_the_reviewers_of_the_contract_and_the_general_manager_comes_last(
    contract, people
):
    """AMD-02"""
    amendment = submitted(draft_amendment(contract), people)
    assert (amendment.status, amendment.production_started) == ("re_review", False)
    assert keys(amendment) == [*RE_REVIEW, "gm"]
    gm = next(step for step in approvals.last_round(amendment).live_steps() if step.key == "gm")
    with pytest.raises(BusinessError, match="It is not the turn of this step yet"):
        approvals.approve(gm.pk, people.gm)
    amendment = reviewed(amendment, people, *RE_REVIEW[:-1])
    with pytest.raises(BusinessError, match="It is not the turn of this step yet"):
        approvals.approve(gm.pk, people.gm)
    amendment = reviewed(amendment, people, "director")
    assert again(amendment).status == "gm_approval"
    approvals.approve(gm.pk, people.gm)
    assert (again(amendment).status, again(contract).version) == ("approved", 1)


def test_a_department_that_refuses_ends_it_and_the_contract_stays(contract, people):
    """AMD-02"""
    amendment = reviewed(submitted(draft_amendment(contract), people), people, "manager")
    step = next(step for step in approvals.last_round(amendment).live_steps() if step.key == "technical")
    approvals.reject(step.pk, people.technical, "尺寸不可行")
    assert (again(amendment).status, again(contract).version, again(contract).amount) == ("rejected", 1, 1000)


def test_nobody_decides_on_the_amendment_he_wrote(contract, people):
    """SEC-04"""
    amendment = submitted(draft_amendment(contract), people)
    step = next(step for step in approvals.last_round(amendment).live_steps() if step.key == "manager")
    assert step.assignee == people.manager
    with pytest.raises(PermissionDenied, match="not yours to decide"):
        approvals.approve(step.pk, people.rep1)


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        (["price"], ["leg"]),
        (["technical_state"], ["tec", "qa", "prod"]),
        (["terms", "date"], ["prod", "leg"]),
        ([], []),
    ],
)
def test_where_the_company_wants_it_only_the_departments_concerned_review_again(changes, asked):
    """AMD-02"""
    configured = ["tec", "qa", "prod", "leg"]
    assert departments_asked(configured, changes, concerned_only=True) == asked
    assert departments_asked(configured, changes, concerned_only=False) == configured


def test_the_setting_narrows_the_reviewers_to_those_concerned(contract, people):
    """AMD-02"""
    change_setting("amendment_departments", "concerned", people.admin)
    assert keys(submitted(draft_amendment(contract), people)) == ["manager", "legal", "director", "gm"]


# -- after production has started


@pytest.mark.parametrize(
    ("started", "resolution", "amount", "accepted", "reason"),
    [
        (False, "", None, False, ""),
        (True, "", None, False, "Production has started"),
        (True, "compensation", None, True, "without its amount"),
        (True, "compensation", Decimal(100), False, "is not accepted"),
        (True, "compensation", Decimal(100), True, ""),
        (True, "finish_under_original", None, False, ""),
    ],
)
def test_after_the_start_only_a_concession_makes_it_possible(english, started, resolution, amount, accepted, reason):
    """AMD-03"""
    found = why_not_eligible(started, resolution, amount, accepted)
    assert (reason in found) if reason else found == ""


@pytest.mark.usefixtures("started")
def test_after_the_start_without_a_concession_it_is_not_possible(contract, people):
    """AMD-03: final, with the reason; production and sales are alerted."""
    amendment = submitted(draft_amendment(contract), people)
    assert (amendment.status, amendment.production_started) == ("not_eligible", True)
    assert amendment.not_eligible_reason.startswith("Production has started")
    assert approvals.rounds_of(amendment).count() == 0
    told = Notice.objects.filter(url=amendment.get_absolute_url()).values_list("user", flat=True)
    assert {people.production.pk, people.manager.pk, people.director.pk} <= set(told)


@pytest.mark.usefixtures("started")
def test_compensation_promised_but_not_accepted_is_not_possible(contract, people):
    """AMD-03"""
    amendment = draft_amendment(contract)
    submit_amendment(amendment.pk, people.rep1, resolution="compensation", compensation_amount=Decimal(500))
    assert again(amendment).status == "not_eligible"
    assert "not accepted" in again(amendment).not_eligible_reason


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    "concession",
    [
        {"resolution": "finish_under_original"},
        {"resolution": "compensation", "compensation_amount": Decimal(500), "compensation_accepted": True},
    ],
)
def test_with_a_concession_it_is_reviewed_as_before_the_start(contract, people, concession):
    """AMD-03"""
    amendment = draft_amendment(contract)
    submit_amendment(amendment.pk, people.rep1, **concession)
    assert (again(amendment).status, keys(amendment)) == ("re_review", [*RE_REVIEW, "gm"])


def test_production_that_starts_during_the_review_stops_the_decision(contract, people, monkeypatch):
    """AMD-03"""
    amendment = reviewed(submitted(draft_amendment(contract), people), people, *RE_REVIEW)
    monkeypatch.setattr(Contract, "production_started", property(lambda self: True))
    with pytest.raises(BusinessError, match="Production has started.*Send it back"):
        reviewed(amendment, people, "gm")
    assert again(amendment).status == "gm_approval"


def test_a_request_that_was_not_possible_is_made_again_with_its_files(contract, people, monkeypatch):
    """AMD-03"""
    monkeypatch.setattr(Contract, "production_started", property(lambda self: True))
    old = submitted(draft_amendment(contract), people)
    new = apply_again(old.pk, people.rep1)
    submit_amendment(new.pk, people.rep1, resolution="finish_under_original")
    assert (again(old).status, again(new).status) == ("not_eligible", "re_review")


def test_made_again_in_two_windows_it_is_one_draft(contract, people, monkeypatch):
    """AMD-03"""
    monkeypatch.setattr(Contract, "production_started", property(lambda self: True))
    old = submitted(draft_amendment(contract), people)
    new = apply_again(old.pk, people.rep1)
    with pytest.raises(BusinessError, match=f"made again already: {new}") as refused:
        apply_again(old.pk, people.rep1)
    assert refused.value.link == new.get_absolute_url()
    discard(ContractAmendment, new.pk, people.rep1, "作废重来")
    assert apply_again(old.pk, people.rep1).status == "draft"


# -- wanted by the company


def company_amendment(contract, people, **fields):
    amendment = draft_amendment(contract, origin="company", application=None, **fields)
    return submitted(amendment, people)


def test_a_change_of_the_company_goes_to_the_general_manager_first_and_the_customer_comes_after(contract, people):
    """AMD-04"""
    amendment = company_amendment(contract, people)
    assert (amendment.status, amendment.department, keys(amendment)) == ("gm_approval", "rep", ["gm"])
    answer = {"agreed": True, "negotiated_on": today(), "negotiation": "王总电话同意"}
    with pytest.raises(BusinessError, match="The customer is asked after the general manager's approval"):
        record_negotiation(amendment.pk, people.rep1, **answer)
    reviewed(amendment, people, "gm")
    assert again(amendment).status == "customer_negotiation"
    with pytest.raises(BusinessError, match="cannot become"):
        apply_amendment(amendment.pk, people.rep1)
    record_negotiation(amendment.pk, people.rep1, **answer)
    assert (again(amendment).status, again(amendment).customer_agreed) == ("approved", True)


def test_without_the_customers_agreement_the_text_is_not_changed(contract, people):
    """AMD-04"""
    amendment = reviewed(company_amendment(contract, people), people, "gm")
    record_negotiation(amendment.pk, people.rep1, agreed=False, negotiated_on=today(), negotiation="客户不同意")
    with pytest.raises(BusinessError, match="cannot become"):
        apply_amendment(amendment.pk, people.rep1)
    assert (again(amendment).status, again(contract).version, again(contract).amount) == ("rejected", 1, 1000)


def test_the_database_holds_that_the_customer_agreed(contract, people):
    """AMD-04"""
    amendment = reviewed(company_amendment(contract, people), people, "gm")
    with pytest.raises(IntegrityError, match="amendment_of_the_company_agreed"), transaction.atomic():
        ContractAmendment.objects.filter(pk=amendment.pk).update(status="approved")


def test_production_applies_for_what_it_causes_and_sees_no_price(contract, people):
    """AMD-04"""
    from salesmgmt.core.domain.routing import route

    route(contract, role="prod")
    amendment = create_amendment(
        people.production,
        contract=contract,
        origin="company",
        reason="模具损坏",
        content="交期顺延",
        payment_terms="现款",
    )
    submit_amendment(amendment.pk, people.production)
    assert (again(amendment).department, again(amendment).status) == ("prod", "gm_approval")


# -- in force


def test_in_force_the_contract_has_its_new_text_and_every_holder_a_new_copy(contract, people):
    """AMD-05"""
    hand_out_first_copies(contract, people.rep1)
    first = list(contract.copies.order_by("pk"))
    acknowledge_copy(first[1].pk, people.finance)
    amendment = apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    contract = again(contract)
    assert (contract.version, contract.amount, contract.lines.get().price) == (2, 900, 90)
    assert (again(amendment).status, again(amendment).version) == ("applied", 2)
    kept = {row.version: row.text["lines"][0]["price"] for row in contract.versions.all()}
    assert kept == {1: "100", 2: "90"}
    copies = list(contract.copies.current().order_by("pk").values_list("holder", "version", "acknowledged_at"))
    assert copies == [("sales", 2, None), ("finance", 2, None)]
    told = Notice.objects.filter(url=contract.get_absolute_url()).values_list("user", flat=True)
    assert {people.rep1.pk, people.finance.pk} <= set(told)


def test_it_closes_only_when_all_have_acknowledged(contract, people):
    """AMD-05"""
    hand_out_first_copies(contract, people.rep1)
    amendment = apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    DepartmentNotice.objects.all().delete()
    with pytest.raises(BusinessError, match="Not yet acknowledged by: Sales department、Finance"):
        close_amendment(amendment.pk, people.rep1)
    sales, finance = again(contract).copies.current().order_by("pk")
    acknowledge_copy(sales.pk, people.rep1)
    with pytest.raises(BusinessError, match="Not yet acknowledged by: Finance"):
        close_amendment(amendment.pk, people.rep1)
    acknowledge_copy(finance.pk, people.finance)
    assert again(amendment).status == "closed"


def test_a_replaced_copy_is_acknowledged_by_nobody(contract, people):
    """AMD-05"""
    hand_out_first_copies(contract, people.rep1)
    old = contract.copies.get(holder="finance")
    apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    with pytest.raises(BusinessError, match="A newer version of the contract has replaced this copy"):
        acknowledge_copy(old.pk, people.finance)
    assert again(old).acknowledged_at is None


def test_departments_concerned_without_a_copy_are_told_and_acknowledge(contract, people):
    """AMD-05"""
    apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    assert set(DepartmentNotice.objects.values_list("role", "status")) == {("leg", "sent")}


def test_one_amendment_at_a_time(contract, people):
    """AMD-05"""
    first = submitted(draft_amendment(contract), people)
    second = draft_amendment(contract, price=80)
    with pytest.raises(BusinessError, match=f"{first} of the same contract is still open"):
        submit_amendment(second.pk, people.rep1)
    assert again(second).status == "draft"


def test_a_draft_made_of_an_older_version_is_not_submitted(contract, people):
    """AMD-05"""
    late = draft_amendment(contract, price=80)
    apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    with pytest.raises(BusinessError, match="in version 2 since; this draft was made of version 1"):
        submit_amendment(late.pk, people.rep1)


def test_only_sales_puts_it_in_force(contract, people):
    amendment = approved_amendment(contract, people)
    for stranger in (people.rep2, people.finance, people.legal):
        with pytest.raises(PermissionDenied, match="An approved amendment is put in force by"):
            apply_amendment(amendment.pk, stranger)
    assert (again(amendment).status, again(contract).version) == ("approved", 1)


def test_the_signed_paper_is_filed_as_an_original_of_its_version(contract, people):
    """RSK-06"""
    amendment = apply_amendment(approved_amendment(contract, people).pk, people.rep1)
    file_signed_amendment(amendment.pk, people.rep1, scan=pdf_file("signed.pdf"))
    assert list(contract.originals.order_by("pk").values_list("version", flat=True)) == [1, 2]


def test_a_draft_is_edited_and_a_submitted_one_is_not(contract, people):
    amendment = draft_amendment(contract)
    update_amendment(amendment.pk, people.rep1, reason="新的理由", lines=with_price(contract, 95))
    assert (again(amendment).reason, again(amendment).amount) == ("新的理由", 950)
    submitted(amendment, people)
    with pytest.raises(BusinessError, match="can no longer be edited"):
        update_amendment(amendment.pk, people.rep1, reason="x")


# -- what is different


def test_before_and_after_name_every_difference_and_hide_prices_from_those_who_see_none(contract):
    """AMD-05"""
    before = store_version(contract, None).text
    amendment = draft_amendment(contract, packing_terms="木箱")
    after = {
        "fields": {**before["fields"], "packing_terms": "木箱"},
        "lines": [{**before["lines"][0], "price": "90"}],
    }
    labels = labels_of(ContractAmendment)
    assert changes_found(before, after) == {"price", "terms"}
    rows = differences(before, after, labels, prices=True)
    assert [(row["label"], row["after"]) for row in rows] == [
        ("packing", "木箱"),
        ("unit price incl. tax", "90.00"),
    ]
    assert [row["label"] for row in differences(before, after, labels, prices=False)] == ["packing"]
    assert amendment.contract.version == 1
