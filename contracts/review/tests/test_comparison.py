"""What reviewers see of the text: its differences (CON-18), and who they are under a profile (CON-19)."""

import pytest
from django.urls import reverse

from contracts.contract.drafting import edit_contract, submit_contract
from contracts.review.comparison import deviations_of
from contracts.tests.actions import again, in_departments, step, submitted
from contracts.tests.factories import contract
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import apply_profile

pytestmark = pytest.mark.django_db


def lines_of(made):
    names = ("product", "spec", "state", "unit", "quantity", "price", "tax_rate", "due_date", "quality_standard")
    return [{name: getattr(line, name) for name in names} for line in made.lines.all()]


def test_legal_sees_what_differs_from_the_template_and_from_the_round_before(customer, people, client, english):
    """CON-18"""
    made = in_departments(contract(customer, breach_terms="每逾期一日按逾期部分金额的千分之一支付违约金。"), people)
    (row,) = deviations_of(made)
    assert (row["name"], row["from_former"]) == ("breach_terms", None)
    client.force_login(people.legal)
    page = client.get(reverse("contract-detail", args=[made.pk])).content.decode()
    assert 'id="deviations"' in page
    assert "<ins>" in page
    approvals.reject(step(made, "legal").pk, people.legal, "违约金过高")
    edit_contract(made.pk, people.rep1, lines_of(made), packing_terms="木箱")
    submit_contract(made.pk, people.rep1)
    rows = {row["name"]: row for row in deviations_of(again(made))}
    assert set(rows) == {"breach_terms", "packing_terms"}
    assert (rows["breach_terms"]["from_former"], rows["packing_terms"]["from_former"] is None) == (None, False)


def test_a_contract_in_the_words_of_its_template_shows_no_difference(customer, people):
    """CON-18"""
    assert deviations_of(submitted(contract(customer), people)) == []


def test_markup_in_a_clause_is_text(customer, people, client):
    """CON-18"""
    made = submitted(contract(customer, packing_terms="<script>alert(1)</script>"), people)
    client.force_login(people.rep1)
    page = client.get(reverse("contract-detail", args=[made.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_the_forging_branch_asks_its_deputy_manager_and_its_company_manager(customer, people):
    """CON-19, SET-50: by the data of the profile alone."""
    apply_profile("forging", people.admin)
    made = submitted(contract(customer), people)
    steps = {each.key: each for each in approvals.last_round(made).live_steps()}
    assert (steps["manager"].assignee, steps["manager"].label) == (people.manager, "分管副经理审核")
    assert (steps["gm"].role, steps["gm"].label) == ("gm", "公司经理审批")
    assert made.status == "manager_review"


def test_without_the_profile_the_steps_have_their_usual_names(customer, people):
    """CON-19"""
    made = submitted(contract(customer), people)
    labels = {each.key: each.label for each in approvals.last_round(made).live_steps()}
    assert labels["manager"] != "分管副经理审核"
