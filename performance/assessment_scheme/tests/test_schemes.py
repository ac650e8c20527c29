"""Schemes: weights sum to 100, versions, deductions as data (KPI-01)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.rules import why_weights_do_not_hold
from performance.assessment_scheme.tests.factories import active_scheme, draft_scheme, judged, line
from performance.assessment_scheme.writing import activate_scheme, renew_scheme, set_deductions, update_scheme
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


@pytest.mark.parametrize(
    ("weights", "holds"),
    [
        (("60", "40"), True),
        (("33.33", "33.33", "33.34"), True),
        (("59.99", "40"), False),
        (("60", "40.01"), False),
        ((), False),
    ],
)
def test_kpi_01_weights_sum_to_one_hundred_exactly(weights, holds):
    """KPI-01"""
    assert (why_weights_do_not_hold(D(each) for each in weights) == "") is holds


def test_kpi_01_a_scheme_with_other_weights_is_not_put_in_force(people):
    """KPI-01"""
    scheme = draft_scheme(people, line("sales", "59.99", "100"), judged("40"))
    with pytest.raises(BusinessError, match="sum to 99.99, not to 100"):
        activate_scheme(scheme.pk, people.gm)
    scheme.refresh_from_db()
    assert (scheme.status, scheme.activated_at) == ("draft", None)
    update_scheme(scheme.pk, people.director, name="Sales", lines=[line("sales", "60", "100"), judged("40")])
    assert activate_scheme(scheme.pk, people.gm).status == "active"


def test_nobody_puts_in_force_what_he_wrote_and_only_the_general_manager_does(people):
    """SEC-04"""
    scheme = draft_scheme(people)
    for person in (people.director, people.manager, people.rep1, people.admin):
        with pytest.raises(PermissionDenied, match="by the general manager, and by nobody who wrote it"):
            activate_scheme(scheme.pk, person)
    for person in (people.manager, people.gm, people.rep1):
        with pytest.raises(PermissionDenied, match="each for what is in his charge"):
            draft_scheme(type(people)(director=person))
    assert AssessmentScheme.objects.get().status == "draft"


def test_a_version_in_force_is_replaced_by_the_next_and_never_edited(people):
    first = active_scheme(people)
    with pytest.raises(PermissionDenied, match="make a new version"):
        update_scheme(first.pk, people.director, name="x", lines=[])
    second = renew_scheme(first.pk, people.director)
    assert (second.version, second.status, second.lines.count(), second.deductions.count()) == (2, "draft", 2, 5)
    quarterly = active_scheme(people, name="Quarter", period_kind="quarter")
    activate_scheme(second.pk, people.gm)
    first.refresh_from_db()
    assert first.status == "superseded"
    in_force = AssessmentScheme.objects.in_force_for
    assert (in_force("month"), in_force("quarter")) == (second, quarterly)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        AssessmentScheme.objects.filter(pk=first.pk).update(status="active")


def test_the_deductions_are_those_of_the_table_and_a_draft_may_change_them(people):
    """T6, SET-23"""
    scheme = draft_scheme(people)
    rules = {rule.code: rule for rule in scheme.deductions.all()}
    assert {code: rule.points for code, rule in rules.items()} == {
        "sales": D("0.5"),
        "profit": D("0.5"),
        "external_sales": D(1),
        "complaints_general": D(1),
        "complaints_serious": D(5),
    }
    points = {rule.pk: (rule.points, None) for rule in rules.values()}
    set_deductions(scheme.pk, people.director, {**points, rules["sales"].pk: (D(2), D(500))})
    assert scheme.deductions.get(code="sales").target == 500
    activate_scheme(scheme.pk, people.gm)
    with pytest.raises(PermissionDenied, match="make a new version"):
        set_deductions(scheme.pk, people.director, points)


def test_a_line_says_what_it_counts_or_what_is_judged(people):
    for wrong, words in (
        (line("", "60"), "by which indicator line 1"),
        (judged("60", " "), "Name what is judged in line 1"),
    ):
        with pytest.raises(BusinessError, match=words):
            draft_scheme(people, wrong)
    assert not AssessmentScheme.objects.exists()


def test_the_pages(client, people):
    client.force_login(people.director)
    form = {
        "name": "Sales",
        "period_kind": "",
        "remark": "",
        "lines-TOTAL_FORMS": 2,
        "lines-INITIAL_FORMS": 0,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-kind": "quantitative",
        "lines-0-code": "sales",
        "lines-0-weight": "60",
        "lines-0-target": "1000",
        "lines-0-cap": "100",
        "lines-1-kind": "qualitative",
        "lines-1-name": "Attitude",
        "lines-1-weight": "39.99",
        "lines-1-cap": "100",
    }
    answer = client.post(reverse("assessment-scheme-create"), form)
    assert answer.status_code == 302, answer.content.decode()
    scheme = AssessmentScheme.objects.get()
    page = client.get(scheme.get_absolute_url()).content.decode()
    assert "99.99" in page
    assert "恰为100" in page
    deductions = reverse("assessment-scheme-do", args=[scheme.pk, "deductions"])
    fields = {f"points_{rule.pk}": "0" for rule in scheme.deductions.all()}
    assert client.get(deductions).status_code == 200
    assert client.post(deductions, fields).status_code == 302
    client.force_login(people.gm)
    answer = client.post(reverse("assessment-scheme-do", args=[scheme.pk, "activate"]))
    assert (answer.status_code, "99.99" in answer.content.decode()) == (409, True)
    client.force_login(people.rep1)
    assert client.get(reverse("assessment-scheme-list")).status_code == 200
    assert client.get(reverse("assessment-scheme-create")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    made = [draft_scheme(people, name=f"S{number}") for number in range(count)]
    client.force_login(people.gm)
    client.get(reverse("assessment-scheme-list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("assessment-scheme-list")).status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get(made[0].get_absolute_url()).status_code == 200
