"""An evaluation and the scheme on their pages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from customers.customer.models import Customer
from customers.evaluation.entry import Answer, start_evaluation, update_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.tests.test_evaluations import answers, approved
from customers.scheme.models import EvaluationScheme
from customers.scheme.scoring import as_shown
from customers.tests.factories import CustomerFactory, scheme
from salesmgmt.core.domain import approvals
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    scheme()
    return company()


def typed(letter, **changes):
    """The answers of a band as the form posts them."""
    data = {"opinion": "值得开发"}
    for key, answer in answers(letter).items():
        shown = None if answer.value is None else as_shown(answer.value, "元" if key == "capital" else "")
        data[f"value_{key}"] = answer.letter if answer.letter is not None else f"{shown:f}"
    return {**data, **changes}


def test_sums_are_asked_in_ten_thousands_beside_the_bands_and_kept_in_yuan(rep, people):
    """RAT-01: 2,500 万元 typed are 25,000,000 yuan, and stand on the report and in the form as they were typed."""
    customer = CustomerFactory(owner=people.rep1)
    rep.post(reverse("customer-do", args=[customer.pk, "evaluate"]))
    evaluation = CustomerEvaluation.objects.get()
    edit = reverse("evaluation-edit", args=[evaluation.pk])
    assertContains(rep.get(edit), "3000-8000万元")
    rep.post(edit, typed("B", value_capital="2500.5"))
    kept = evaluation.scores.get(criterion__key="capital")
    assert (kept.value, kept.band.letter) == (25_005_000, "C")
    assert rep.get(edit).context["form"]["value_capital"].value() == "2500.5"
    assertContains(rep.get(evaluation.get_absolute_url()), "2,500.5 万元")


def test_a_report_is_opened_scored_and_submitted_on_its_pages(rep, people):
    """RAT-01, RAT-05"""
    customer = CustomerFactory(owner=people.rep1)
    answer = rep.post(reverse("customer-do", args=[customer.pk, "evaluate"]))
    evaluation = CustomerEvaluation.objects.get()
    edit = reverse("evaluation-edit", args=[evaluation.pk])
    assert answer["Location"] == edit
    assert rep.get(edit).status_code == 200
    assert rep.post(edit, typed("B", value_brand="")).status_code == 302
    assertContains(rep.post(reverse("evaluation-do", args=[evaluation.pk, "submit"])), "尚未评分", status_code=409)
    assert rep.post(edit, typed("B")).status_code == 302
    assert rep.post(reverse("evaluation-do", args=[evaluation.pk, "submit"])).status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.status, evaluation.total) == ("submitted", 36)
    assert rep.get(evaluation.get_absolute_url()).status_code == 200
    assert rep.get(edit).status_code in (302, 403)


def test_points_follow_what_is_typed_and_nothing_is_stored(rep, people):
    """RAT-01, RAT-02"""
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    address = reverse("evaluation-points", args=[evaluation.pk])
    page = rep.post(address, typed("B", value_capacity="100000", value_brand=""))
    assert (page.context["result"].total, page.context["done"]) == (32, 8)
    page = rep.post(address, typed("D", value_payment="50", unranked_rank="on", value_rank=""))
    assert (page.context["result"].total, page.context["result"].grade) == (16, "E")
    assert page.context["silent"] == ["一般付款条件"]
    assert not evaluation.scores.exists()


@pytest.mark.parametrize(
    "field, value", [("capacity", "-1"), ("capacity", "很多"), ("rank", "1.5"), ("payment", "101")]
)
def test_a_figure_that_makes_no_sense_is_refused(rep, people, field, value):
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    answer = rep.post(reverse("evaluation-edit", args=[evaluation.pk]), typed("B", **{f"value_{field}": value}))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {f"value_{field}"})
    evaluation.refresh_from_db()
    assert evaluation.total is None


def test_a_choice_that_is_not_in_the_scheme_is_refused(rep, people):
    evaluation = start_evaluation(CustomerFactory(owner=people.rep1).pk, people.rep1)
    assert rep.post(reverse("evaluation-edit", args=[evaluation.pk]), typed("B", value_brand="Z")).status_code == 422


def test_the_customer_of_somebody_else_cannot_be_chosen(rep, people):
    other = CustomerFactory(owner=people.rep2)
    assert rep.post(reverse("evaluation-create"), {"customer": other.pk}).status_code == 422
    assert CustomerEvaluation.objects.count() == 0


def test_the_issued_report_is_a_pdf_that_stays_the_same(rep, people):
    """RAT-08"""
    customer = CustomerFactory(owner=people.rep1)
    draft = start_evaluation(customer.pk, people.rep1)
    address = reverse("evaluation-pdf", args=[draft.pk])
    assert rep.get(address).content[:5] == b"%PDF-"
    draft.delete()
    evaluation = approved(customer, people, "B")
    address = reverse("evaluation-pdf", args=[evaluation.pk])
    before = rep.get(address).content
    Customer.objects.filter(pk=customer.pk).update(name="改名后的客户")
    assert rep.get(address).content == before


def test_a_manager_reviews_on_the_page(client, people):
    """RAT-05"""
    customer = CustomerFactory(owner=people.rep1)
    evaluation = start_evaluation(customer.pk, people.rep1)
    update_evaluation(evaluation.pk, people.rep1, answers("B"))
    approvals.submit(evaluation, people.rep1)
    client.force_login(people.manager)
    page = client.get(evaluation.get_absolute_url())
    assert (page.status_code, page.context["approval"]["my_steps"][0].assignee) == (200, people.manager)


def test_the_second_round_shows_what_changed_also_to_somebody_without_prices(client, people):
    customer = CustomerFactory(owner=people.rep1)
    evaluation = start_evaluation(customer.pk, people.rep1)
    update_evaluation(evaluation.pk, people.rep1, answers("B"))
    for letter in ("B", "A"):
        update_evaluation(evaluation.pk, people.rep1, answers("B", brand=Answer(letter=letter)))
        approvals.submit(evaluation, people.rep1)
        step = approvals.open_steps_of(evaluation).get()
        if letter == "B":
            approvals.send_back(step.pk, people.manager, "品牌依据")
    approvals.copy_to(step.round_id, people.manager, [people.quality])
    for person in (people.manager, people.quality):
        client.force_login(person)
        page = client.get(evaluation.get_absolute_url())
        assert page.status_code == 200
        changed = {(old, new) for _label, old, new in page.context["approval"]["changes"]}
        assert {("36", "37"), ("4", "5")} <= changed
    assert "700,000" not in page.content.decode() and "500,000" not in page.content.decode()
    assert client.get(reverse("evaluation-pdf", args=[evaluation.pk])).status_code == 403


@pytest.mark.parametrize(
    "name, read, change",
    [
        ("rep1", 200, 403),
        ("supervisor", 200, 403),
        ("manager", 200, 403),
        ("gm", 200, 403),
        ("finance", 200, 403),
        ("director", 200, 200),
        ("admin", 200, 200),
        ("quality", 403, 403),
        ("warehouse", 403, 403),
    ],
)
def test_who_reads_and_who_changes_the_scheme(client, people, name, read, change):
    """RAT-09"""
    client.force_login(getattr(people, name))
    assert client.get(reverse("evaluation-scheme-list")).status_code == read
    assert client.get(reverse("evaluation-scheme-detail", args=[scheme().pk])).status_code == read
    assert client.get(reverse("evaluation-scheme-create")).status_code == change


def test_the_director_makes_a_new_version_from_the_present_one(client, people):
    """RAT-09"""
    client.force_login(people.director)
    form = client.get(reverse("evaluation-scheme-create")).context["form"]
    data = {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}
    data |= {"valid_from": "2030-01-01", "minimum_A": "42", "amount_A": "800000", "points_brand_A": "6"}
    bad = client.post(reverse("evaluation-scheme-create"), {**data, "minimum_B": "43"})
    assert (bad.status_code, EvaluationScheme.objects.count()) == (409, 1)
    assert (data["upper_capital_B"], data["lower_capital_B"]) == ("8000", "3000")  # 万元, as the standard is worded
    assertContains(
        client.get(reverse("evaluation-scheme-create")), '企业流动资金</b> <small class="text-secondary">万元</small>'
    )
    gap = client.post(reverse("evaluation-scheme-create"), {**data, "upper_capacity_B": "90000"})
    assert (gap.status_code, EvaluationScheme.objects.count()) == (409, 1)
    assert client.post(reverse("evaluation-scheme-create"), data).status_code == 302
    new = EvaluationScheme.objects.get(version=2)
    assert new.valid_from == dt.date(2030, 1, 1)
    assert new.thresholds.get(grade="A").minimum == 42
    assert new.warning_lines.get(grade="A").amount == Decimal(800000)
    assert new.criteria.get(key="brand").bands.get(letter="A").points == 6
    assert new.criteria.get(key="capacity").bands.count() == 4
    kept = new.criteria.get(key="capital").bands.get(letter="B")
    assert (kept.lower, kept.upper) == (Decimal(30_000_000), Decimal(80_000_000))
    assert scheme().version == 1
