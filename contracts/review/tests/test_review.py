"""The walk of a contract through its reviews: who decides, what each must bring, what stops it."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from contracts.annex.models import ContractAnnex
from contracts.contract.drafting import submit_contract
from contracts.contract.signing import record_signature
from contracts.copy.models import DocumentIssue
from contracts.tests.actions import (
    DELIVERABLES,
    DEPARTMENTS,
    again,
    agree,
    approved,
    before_gm,
    in_departments,
    step,
    submitted,
)
from contracts.tests.factories import annexes, contract, pdf_file
from customers.customer.models import Customer
from customers.tests.factories import CustomerFactory, active_customer
from pricing.tests.factories import ProductFactory
from salesmgmt.core.audit import timeline
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.settings import apply_profile, change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, IssuedDocument, Notice
from salesmgmt.core.output import pdf

pytestmark = pytest.mark.django_db


# -- submission


def test_an_incomplete_contract_is_refused_with_the_missing_clauses(customer, people, english):
    """CON-02"""
    made = contract(customer, quality_terms="", after_sales_terms=" ")
    with pytest.raises(BusinessError, match="quality standard and warranty、after-sales service"):
        submit_contract(made.pk, people.rep1)
    assert again(made).status == "draft"


def test_a_customer_graded_e_meanwhile_gets_no_contract(customer, people):
    """RAT-04"""
    made = contract(customer)
    Customer.objects.filter(pk=customer.pk).update(grade="E")
    with pytest.raises(BusinessError, match="评定为 E 级（不予发展）：不得报价、签订合同或下单"):
        submit_contract(made.pk, people.rep1)
    assert (again(made).status, approvals.last_round(made)) == ("draft", None)


# RAT-10
@pytest.mark.parametrize(
    ("approved_on", "accepted"),
    [
        (dt.date(2026, 7, 1), True),
        (dt.date(2026, 6, 30), True),
        (dt.date(2026, 4, 1), True),
        (dt.date(2026, 3, 31), False),
    ],
)
def test_the_credit_review_is_of_this_or_the_preceding_quarter(people, approved_on, accepted, english):
    with time_machine.travel(dt.datetime(2026, 8, 10, 9, tzinfo=SHANGHAI), tick=False):
        customer = active_customer(people.rep1, approved_on=approved_on)
        made = contract(customer)
        if accepted:
            assert submitted(made, people).status == "manager_review"
            return
        with pytest.raises(BusinessError, match="Credit review outdated"):
            submit_contract(made.pk, people.rep1)
        assert again(made).status == "draft"


def test_without_any_evaluation_the_credit_review_is_outdated_too(client, people, english):
    """RAT-10, RAT-05"""
    made = contract(CustomerFactory(owner=people.rep1))
    with pytest.raises(BusinessError, match="has not been approved yet.*Credit review outdated") as refusal:
        submit_contract(made.pk, people.rep1)
    assert refusal.value.link == made.customer.get_absolute_url()
    client.force_login(people.rep1)
    page = client.post(reverse("contract-do", args=[made.pk, "submit"]), headers={"accept-language": "en"})
    assert (page.status_code, str(made.customer) in page.content.decode()) == (409, True)
    assert (again(made).status, approvals.last_round(made)) == ("draft", None)


@pytest.mark.parametrize("who", ["rep2", "manager", "gm", "finance", "legal"])
def test_only_the_responsible_rep_submits(customer, people, who):
    made = contract(customer)
    with pytest.raises(PermissionDenied, match="单据由负责人提交审批"):
        submit_contract(made.pk, getattr(people, who))
    assert again(made).status == "draft"


# -- the manager


def test_the_manager_rejects_with_a_comment_only_and_the_next_submission_is_revision_two(customer, people):
    """CON-03"""
    made = submitted(contract(customer), people)
    with pytest.raises(BusinessError, match="请填写驳回理由"):
        approvals.reject(step(made, "manager").pk, people.manager, " ")
    assert again(made).status == "manager_review"
    approvals.reject(step(made, "manager").pk, people.manager, "交货期不清楚")
    found = again(made)
    assert (found.status, found.revision) == ("draft", 1)
    assert "交货期不清楚" in [entry.comment for entry in timeline(found)]
    assert Notice.objects.filter(user=people.rep1, body="交货期不清楚").exists()
    assert submitted(found, people).revision == 2


def test_a_withdrawn_contract_is_submitted_as_the_same_revision(customer, people):
    """CON-03"""
    made = submitted(contract(customer), people)
    approvals.withdraw(made, people.rep1)
    assert submitted(made, people).revision == 1


def test_the_manager_of_another_region_does_not_review(customer, people):
    """CON-03"""
    made = submitted(contract(customer), people)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step(made, "manager").pk, people.manager2)
    assert again(made).status == "manager_review"


# -- the departments


def test_four_departments_are_asked_at_once_and_decide_in_any_order(customer, people):
    """CON-05"""
    made = in_departments(contract(customer), people)
    assert made.status == "department_review"
    pending = [step for step in approvals.current_round(made).live_steps() if step.status == "pending"]
    assert {step.key for step in pending} == set(DEPARTMENTS)
    for key in ("legal", "production", "technical"):
        assert agree(made, people, key).status == "department_review"
    assert agree(made, people, "quality").status == "director_review"


@pytest.mark.parametrize("key", DEPARTMENTS)
def test_only_members_of_a_department_decide_its_review(customer, people, key):
    """CON-05"""
    made = in_departments(contract(customer), people)
    others = {"rep1", "rep2", "manager", "director", "gm", "finance", "warehouse", *DEPARTMENTS} - {key}
    for who in sorted(others):
        with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
            approvals.approve(step(made, key).pk, getattr(people, who), "", DELIVERABLES.get(key))
    assert step(made, key).status == "pending"


def test_a_contract_is_visible_to_a_department_only_when_it_is_routed_to_it(customer, people):
    """SEC-01"""
    made, other = contract(customer), contract(customer)
    assert people.technical.pk not in [user.pk for user in _readers(made, people)]
    in_departments(made, people)
    assert [found.pk for found in type(made).objects.visible_to(people.technical)] == [made.pk]
    assert other.pk not in [found.pk for found in type(made).objects.visible_to(people.production)]


def _readers(made, people):
    return [user for user in vars(people).values() if hasattr(user, "roles") and _sees(user, made)]


def _sees(user, made):
    return type(made).objects.visible_to(user).filter(pk=made.pk).exists()


def test_the_technical_department_agrees_only_with_its_agreement(customer, people, english):
    """CON-06"""
    made = in_departments(contract(customer), people, filed=False)
    with pytest.raises(BusinessError, match="Technical agreement"):
        agree(made, people, "technical")
    assert step(made, "technical").status == "pending"
    annexes(made, people.technical, ContractAnnex.Kind.TECHNICAL_AGREEMENT)
    agree(made, people, "technical")
    assert step(made, "technical").status == "approved"


def test_a_removed_agreement_does_not_count(customer, people):
    """CON-06"""
    made = contract(customer)
    [annex] = annexes(made, people.rep1, ContractAnnex.Kind.TECHNICAL_AGREEMENT)
    attachments.remove(annex.attachment_id, people.rep1)
    submitted(made, people)
    agree(made, people, "manager")
    with pytest.raises(BusinessError, match="同意之前须先归档附件"):
        agree(made, people, "technical")


def test_the_technical_documents_go_to_their_recipients(customer, people):
    """CON-06: the issue list with recipients is recorded."""
    made = in_departments(contract(customer), people)
    agree(made, people, "technical")
    issue = DocumentIssue.objects.get(contract=made)
    assert (issue.kind, issue.recipients, issue.issued_by, issue.revision) == (
        "technical",
        ["prod", "qa"],
        people.technical,
        1,
    )
    assert set(DepartmentNotice.objects.values_list("role", flat=True)) == {"prod", "qa"}


def test_the_technical_department_lists_what_it_issues(customer, people):
    """CON-06"""
    made = in_departments(contract(customer), people)
    with pytest.raises(BusinessError, match="请列出技术文件及接收部门"):
        approvals.approve(step(made, "technical").pk, people.technical, "同意", {"documents": "", "recipients": "qa"})
    assert not DocumentIssue.objects.exists()


def test_one_of_the_two_quality_annexes_is_not_enough(customer, people):
    """CON-07"""
    made = in_departments(contract(customer), people, filed=False)
    annexes(made, people.quality, ContractAnnex.Kind.QUALITY_AGREEMENT)
    with pytest.raises(BusinessError, match="同意之前须先归档附件"):
        agree(made, people, "quality")
    annexes(made, people.quality, ContractAnnex.Kind.INSPECTION_STANDARD)
    agree(made, people, "quality")
    assert step(made, "quality").status == "approved"


def test_annexes_are_asked_for_only_while_the_setting_says_so(customer, people):
    """CON-06, CON-07: SET-27a"""
    change_setting("annexes_before_review", False, people.admin)
    made = in_departments(contract(customer), people, filed=False)
    agree(made, people, "technical", "quality")
    assert {step(made, "technical").status, step(made, "quality").status} == {"approved"}


def test_production_says_why_when_it_cannot_keep_the_date(customer, people):
    """CON-08"""
    made = in_departments(contract(customer), people)
    late = {"feasible_quantity": Decimal(10), "feasible_date": made.first_due_date + dt.timedelta(days=1)}
    with pytest.raises(BusinessError, match="件：请在意见中说明原因"):
        approvals.approve(step(made, "production").pk, people.production, " ", late)
    assert step(made, "production").status == "pending"
    approvals.approve(step(made, "production").pk, people.production, "模具修理", late)
    assert step(made, "production").data == {
        "feasible_quantity": "10",
        "feasible_date": str(late["feasible_date"]),
    }


def test_production_in_time_needs_no_comment_but_its_figures(customer, people):
    """CON-08"""
    made = in_departments(contract(customer), people)
    with pytest.raises(BusinessError, match="请填写可行数量和可行日期"):
        approvals.approve(step(made, "production").pk, people.production, "可以")
    data = {"feasible_quantity": Decimal(10), "feasible_date": made.first_due_date}
    approvals.approve(step(made, "production").pk, people.production, "", data)
    assert step(made, "production").status == "approved"


def test_one_refusal_closes_the_round_for_every_department(customer, people):
    """CON-05"""
    made = in_departments(contract(customer), people)
    agree(made, people, "technical")
    approvals.reject(step(made, "legal").pk, people.legal, "违约责任不对等")
    found = again(made)
    statuses = {step.key: step.status for step in approvals.last_round(found).live_steps()}
    assert found.status == "draft"
    assert statuses == {
        "manager": "approved",
        "technical": "approved",
        "legal": "rejected",
        "quality": "cancelled",
        "production": "cancelled",
        "director": "cancelled",
        "gm": "cancelled",
    }


def test_a_department_that_already_decided_does_not_decide_again(customer, people):
    """SEC-05"""
    made = in_departments(contract(customer), people)
    agree(made, people, "legal")
    with pytest.raises(BusinessError, match="该步骤已处理"):
        approvals.approve(step(made, "legal").pk, people.legal)
    assert timeline(made).filter(action="Agreed", actor=people.legal).count() == 1


# -- the director


# CON-11
@pytest.mark.parametrize(
    ("amount", "limit", "stage"),
    [
        ("500000.00", "500000", "director_review"),
        ("499999.99", "500000", "gm_approval"),
        ("1.00", None, "director_review"),
    ],
)
def test_a_major_contract_passes_the_director(customer, people, amount, limit, stage):
    change_setting("major_contract_amount", limit, people.admin)
    made = in_departments(contract(customer, [(ProductFactory(), 1, amount)]), people)
    assert agree(made, people, *DEPARTMENTS).status == stage


# -- the general manager


def test_the_general_manager_cannot_decide_while_production_has_not(customer, people):
    """CON-10, CON-04"""
    made = in_departments(contract(customer), people)
    agree(made, people, "technical", "quality")
    with pytest.raises(BusinessError, match="还没有轮到该步骤"):
        agree(made, people, "gm")
    assert again(made).status == "department_review"


def test_the_general_manager_cannot_decide_while_legal_alone_has_not(customer, people, english):
    """CON-04: everybody else agreed; and the contract cannot be signed either."""
    made = in_departments(contract(customer), people)
    agree(made, people, *(key for key in DEPARTMENTS if key != "legal"))
    with pytest.raises(BusinessError, match="not the turn of this step yet"):
        agree(made, people, "gm")
    with pytest.raises(BusinessError, match="In approval, waiting for"):
        record_signature(made.pk, people.rep1, scan=pdf_file(), our_signed_on=today(), customer_signed_on=today())
    assert (again(made).status, step(made, "legal").status) == ("department_review", "pending")
    # What kept it back was legal's review and nothing else.
    agree(made, people, "legal", "director", "gm")
    assert again(made).status == "approved"


def test_without_the_confirmation_of_the_price_the_approval_is_refused(customer, people, english):
    """CON-09"""
    made = before_gm(contract(customer), people)
    for data in ({}, {"price_confirmed": False}):
        with pytest.raises(BusinessError, match="Sales price"):
            approvals.approve(step(made, "gm").pk, people.gm, "", data)
    assert again(made).status == "gm_approval"


def test_the_general_manager_approves_with_four_confirmations(customer, people):
    """CON-09, CON-10"""
    made = approved(contract(customer), people)
    assert (made.status, made.approved_on) == ("approved", today())
    assert approvals.last_round(made).status == "approved"
    assert step(made, "gm").data == {"price_confirmed": "True"}


def test_the_papers_are_issued_with_the_approval(customer, people):
    made = approved(contract(customer), people)
    pdf.print_waiting()
    issued = {(row.form_code, row.edition): row for row in IssuedDocument.objects.filter(object_id=made.pk)}
    assert set(issued) == {("F-09", "R1"), ("F-09", "R1-no-prices"), ("F-10", "R1")}
    assert all(len(row.sha256) == 64 and pdf.read(row).startswith(b"%PDF") for row in issued.values())
    assert [row.has_prices for row in issued.values()].count(False) == 1


def test_the_director_does_not_approve_in_the_general_managers_place(customer, people):
    """CON-10"""
    made = before_gm(contract(customer), people)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step(made, "gm").pk, people.director, "", {"price_confirmed": True})
    assert again(made).status == "gm_approval"


def test_the_general_manager_sends_back_to_the_rep(customer, people):
    """CON-10"""
    made = before_gm(contract(customer), people)
    approvals.send_back(step(made, "gm").pk, people.gm, "价格再谈")
    assert again(made).status == "draft"
    assert submitted(made, people).revision == 2


def test_the_director_sends_back_to_the_departments(customer, people):
    made = in_departments(contract(customer), people)
    agree(made, people, *DEPARTMENTS)
    approvals.send_back(step(made, "director").pk, people.director, "质量再评", to_order=2)
    assert again(made).status == "department_review"
    agree(made, people, *DEPARTMENTS)
    assert again(made).status == "director_review"


# -- profiles


def test_in_the_profile_of_the_prefab_houses_the_general_manager_confirms_what_no_department_was_asked(
    customer, people, english
):
    """CON-09, SET-27"""
    apply_profile("prefab", people.admin)
    made = submitted(contract(customer), people)
    agree(made, people, "manager", "legal", "director")
    with pytest.raises(BusinessError, match="Technical requirements、Quality standard、Production feasibility"):
        approvals.approve(step(made, "gm").pk, people.gm, "", {"price_confirmed": True})
    every = {f"{name}_confirmed": True for name in ("technical", "quality", "production", "price")}
    approvals.approve(step(made, "gm").pk, people.gm, "", every)
    assert again(made).status == "approved"


def test_in_the_profile_of_004_the_contract_goes_straight_to_the_departments(customer, people):
    """CON-05, SET-27"""
    apply_profile("cqxf", people.admin)
    made = submitted(contract(customer), people)
    assert made.status == "department_review"
    annexes(made, people.rep1)
    assert agree(made, people, "technical", "quality", "production").status == "gm_approval"


def test_an_author_who_is_also_manager_does_not_review_his_own_contract(people):
    """SEC-04"""
    people.manager.roles = ["mgr", "rep"]
    people.manager.save(update_fields=["roles"])
    made = contract(active_customer(people.manager))
    submitted(made, people)
    assert step(made, "manager").role == "dir"
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        approvals.approve(step(made, "manager").pk, people.manager)
    approvals.approve(step(made, "manager").pk, people.director)
    assert again(made).status == "department_review"
