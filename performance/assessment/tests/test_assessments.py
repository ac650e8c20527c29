"""Assessments: periods, figures that nobody types, deductions, scoring one above the other (KPI-02 to KPI-06, KPI-15)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orders.payment.recording import reverse_payment
from orders.tests.factories_money import a_finance_user, confirmed_payment
from performance.assessment.clock import close_month, close_quarter, close_year
from performance.assessment.computing import recompute_assessment
from performance.assessment.models import Appeal, Assessment, AssessmentPeriod, CoachingPlan
from performance.assessment.opening import close_period, open_period
from performance.assessment.rules import is_below, line_points, points_off, reached, score_of, shortfall
from performance.assessment.scoring import (
    advise,
    answer_appeal,
    archive_assessment,
    confirm_assessment,
    file_appeal,
    finish_coaching,
    return_assessment,
    score_assessment,
)
from performance.assessment.tests.factories import MARCH, confirmed, scored, scores_of, to_score
from performance.assessment_scheme.tests.factories import active_scheme, judged, line
from performance.assessment_scheme.writing import activate_scheme, renew_scheme, update_scheme
from performance.metric.period import Period
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import AuditEntry, Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
FIRST_OF_APRIL = at(dt.date(2025, 4, 1), dt.time(2, 30))


def switch(name, value, user):
    register.change_setting(name, value, user)


# -- rules ------------------------------------------------------------------------------------------------------------


def test_kpi_03_the_example_of_the_table_is_twelve_and_a_half_points():
    """KPI-03: revenue 95 %, profit 97.5 %, external 98 %, 2 general, 1 serious"""
    counts = [shortfall(D(actual), D(100), "whole") for actual in ("95", "97.5", "98")]
    assert counts == [5, 2, 2]
    found = [
        points_off(count, D(each))
        for count, each in zip([*counts, D(2), D(1)], ("0.5", "0.5", "1", "1", "5"), strict=True)
    ]
    assert found == [D("2.5"), D("1.0"), D(2), D(2), D(5)]
    assert sum(found) == D("12.5")


@pytest.mark.parametrize(
    ("actual", "target", "rounding", "found"),
    [
        ("97.5", "100", "pro_rata", "2.5"),
        ("99.01", "100", "whole", "0"),
        ("120", "100", "whole", "0"),
        ("-10", "100", "whole", "110"),
        ("50", "0", "whole", None),
        ("50", None, "whole", None),
        (None, "100", "whole", None),
    ],
)
def test_a_shortfall_is_counted_in_whole_per_cents_and_never_below_nothing(actual, target, rounding, found):
    """SET-24, T6"""
    values = [None if each is None else D(each) for each in (actual, target, found)]
    assert shortfall(*values[:2], rounding) == values[2]
    assert points_off(values[2], D("0.5")) == (values[2] or 0) * D("0.5")


@pytest.mark.parametrize(
    ("actual", "target", "higher", "cap", "per_cent"),
    [
        ("95", "100", True, 100, "95"),
        ("130", "100", True, 100, "100"),
        ("130", "100", True, 120, "120"),
        ("-5", "100", True, 100, "0"),
        ("5", "0", True, 100, None),
        ("3", "2", False, 100, "50"),
        ("0", "0", False, 100, "100"),
        ("1", "0", False, 100, "0"),
        (None, "2", True, 100, None),
        ("2", None, True, 100, None),
    ],
)
def test_what_was_reached_of_a_target(actual, target, higher, cap, per_cent):
    values = [None if each is None else D(each) for each in (actual, target, per_cent)]
    assert reached(*values[:2], higher, cap) == values[2]


def test_a_line_that_cannot_be_counted_leaves_the_base():
    assert line_points(D(95), D(40), 100) == D("38.00")
    assert line_points(None, D(40), 100) is None
    assert score_of([(D(38), D(40)), (None, D(20)), (D(32), D(40))]) == D("87.50")
    assert score_of([(None, D(100))]) is None
    assert (is_below(D("59.99"), 60), is_below(D(60), 60)) == (True, False)


# -- periods ----------------------------------------------------------------------------------------------------------


def test_kpi_02_when_march_closes_a_march_and_a_first_quarter_exist_for_each_rep(people):
    """KPI-02, SET-25"""
    active_scheme(people)
    assert close_month(FIRST_OF_APRIL) > 0
    close_quarter(FIRST_OF_APRIL)
    found = Assessment.objects.filter(person=people.rep1, status="scoring")
    assert sorted(str(each.period) for each in found) == ["2025-03", "2025Q1"]
    reps = {people.rep1, people.rep2, people.rep3}
    assert {each.person for each in Assessment.objects.filter(period__first=MARCH.first)} == reps
    assert (
        Assessment.objects.get(person=people.rep1, period__first=dt.date(2025, 4, 1), period__kind="month").status
        == "open"
    )
    before = Assessment.objects.count()
    assert (close_month(FIRST_OF_APRIL), close_quarter(FIRST_OF_APRIL), Assessment.objects.count()) == (0, 0, before)


def test_kpi_02_with_quarters_switched_off_only_march(people):
    """KPI-02, SET-25"""
    switch("assessment_periods", ["month", "year"], people.admin)
    active_scheme(people)
    close_month(FIRST_OF_APRIL)
    assert close_quarter(FIRST_OF_APRIL) == 0
    assert {str(period) for period in AssessmentPeriod.objects.all()} == {"2025-03", "2025-04"}
    assert close_year(at(dt.date(2025, 1, 1), dt.time(3))) == 6
    assert {str(period) for period in AssessmentPeriod.objects.filter(kind="year")} == {"2024", "2025"}


def test_without_a_scheme_nothing_is_computed_and_the_director_is_told(people):
    assert close_period(MARCH) == 0
    made = Assessment.objects.get(person=people.rep1)
    assert (made.status, made.scheme, made.lines.count()) == ("open", None, 0)
    assert Notice.objects.filter(user=people.director, subject__contains="2025-03").count() == 1
    with pytest.raises(BusinessError, match="No assessment scheme is in force"):
        recompute_assessment(made.pk, people.supervisor)
    active_scheme(people)
    assert recompute_assessment(made.pk, people.supervisor).status == "scoring"
    assert close_period(MARCH) == 2


def test_a_period_that_runs_is_not_closed(people):
    active_scheme(people)
    running = Period("month", today().replace(day=1))
    open_period(running)
    assert close_period(running) == 0
    assert set(Assessment.objects.values_list("status", flat=True)) == {"open"}


def test_a_scheme_changed_meanwhile_changes_no_open_assessment(people):
    scheme = active_scheme(people)
    open_period(MARCH)
    after = renew_scheme(scheme.pk, people.director)
    update_scheme(after.pk, people.director, name="Sales", lines=[line("sales", "100", "5")])
    activate_scheme(after.pk, people.gm)
    close_period(MARCH)
    assessment = Assessment.objects.get(person=people.rep1)
    assert [each.code for each in assessment.lines.all()] == ["collections", ""]
    assert assessment.scheme == scheme


# -- figures ----------------------------------------------------------------------------------------------------------


def test_figures_are_counted_and_a_new_count_says_what_it_changed(people, customer):
    payment = confirmed_payment(customer, "900.00", MARCH.last)
    assessment = to_score(people)
    collections = assessment.lines.get(code="collections")
    assert (collections.actual, collections.reached, collections.points) == (900, 90, 54)
    assert f"person={people.rep1.pk}" in collections.rows
    confirmed_payment(customer, "50.00", MARCH.last)
    recompute_assessment(assessment.pk, people.supervisor)
    collections.refresh_from_db()
    assert (collections.actual, collections.points) == (950, 57)
    entry = AuditEntry.objects.filter(object_id=assessment.pk, action="Computed again").get()
    assert entry.changes == {"Collections": ["¥900.00 / ¥1,000.00 = 54.00", "¥950.00 / ¥1,000.00 = 57.00"]}
    score_assessment(assessment.pk, people.supervisor, scores_of(assessment))
    with pytest.raises(PermissionDenied, match="before they are scored"):
        recompute_assessment(assessment.pk, people.supervisor)
    assessment = confirm_assessment(assessment.pk, people.manager)
    reverse_payment(payment.pk, a_finance_user(), "bounced")
    assert (assessment.lines.get(code="collections").actual, assessment.result) == (950, D("89.00"))


def test_kpi_04_a_computed_value_is_not_edited_and_a_judged_one_needs_score_and_comment(people):
    """KPI-04"""
    assessment = to_score(people)
    computed = assessment.lines.get(code="collections")
    [(judged_line, _score)] = scores_of(assessment).items()
    for scores, words in (
        ({computed.pk: (D(100), "better")}, "is computed and cannot be edited"),
        ({judged_line: (D(80), " ")}, "needs a score and a comment"),
        ({judged_line: (None, "good")}, "needs a score and a comment"),
        ({}, "needs a score and a comment"),
        ({judged_line: (D(101), "good")}, "from 0 to 100"),
        ({0: (D(1), "x")}, "another assessment"),
    ):
        with pytest.raises(BusinessError, match=words):
            score_assessment(assessment.pk, people.supervisor, scores)
    assessment.refresh_from_db()
    computed.refresh_from_db()
    assert (assessment.status, computed.points, assessment.lines.get(pk=judged_line).points) == ("scoring", 0, None)


def test_kpi_03_each_deduction_is_a_line_of_the_sheet(people, customer):
    """KPI-03, CMP-07"""
    scheme = active_scheme(people, line("external_sales", "60", "1000"), judged("40"))
    people.scheme = scheme
    assessment = to_score(people)
    rows = {row.code: row for row in assessment.deductions.all()}
    assert (rows["external_sales"].count, rows["external_sales"].points) == (100, 100)  # the target of its line
    assert (rows["sales"].count, rows["sales"].points) == (None, 0)  # no target, no deduction
    assert assessment.points_off == 100
    assert Assessment.objects.get(pk=assessment.pk).result == -100


# -- who ----------------------------------------------------------------------------------------------------------------


def test_kpi_15_the_superior_scores_and_the_next_level_confirms(people):
    """KPI-15"""
    assessment = to_score(people)
    task = Task.objects.get(kind="assessment_score", person=people.supervisor)
    for person in (people.rep1, people.rep2, people.manager, people.manager2, people.gm, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="nobody assesses himself"):
            score_assessment(assessment.pk, person, scores_of(assessment))
    assessment = score_assessment(assessment.pk, people.supervisor, scores_of(assessment))
    assert (assessment.status, assessment.score, assessment.scored_by) == ("reviewed", D("32.00"), people.supervisor)
    task.refresh_from_db()
    assert task.done_at is not None
    assert Task.objects.filter(kind="assessment_confirm", person=people.manager).exists()
    for person in (people.rep1, people.supervisor, people.manager2, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="one level above whoever scored it"):
            confirm_assessment(assessment.pk, person)
    with pytest.raises(BusinessError, match="Give a reason"):
        return_assessment(assessment.pk, people.manager, " ")
    assert return_assessment(assessment.pk, people.manager, "too low").status == "scoring"
    assert Notice.objects.filter(user=people.supervisor, body="too low").exists()


def test_kpi_15_a_manager_who_assesses_himself_gets_403(client, people):
    """KPI-15"""
    people.manager.roles = ["mgr", "rep"]
    people.manager.save(update_fields=["roles"])
    assessment = to_score(people, person=people.manager)
    with pytest.raises(PermissionDenied, match="nobody assesses himself"):
        score_assessment(assessment.pk, people.manager, scores_of(assessment))
    client.force_login(people.manager)
    assert client.post(reverse("assessment-do", args=[assessment.pk, "score"]), {}).status_code == 403
    assert client.get(assessment.get_absolute_url()).status_code == 403
    with pytest.raises(DatabaseError, match="nobody_assesses_himself"), transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk).update(scored_by=people.manager)


def test_kpi_15_a_rep_sees_his_own_result_only_after_confirmation(client, people):
    """KPI-15: page, list and paper alike"""
    assessment = scored(people)
    pages = (assessment.get_absolute_url(), reverse("assessment-pdf", args=[assessment.pk]))
    client.force_login(people.rep1)
    assert [client.get(page).status_code for page in pages] == [403, 404]
    assert assessment.number not in client.get(reverse("assessment-list") + "?status=reviewed").content.decode()
    plan = {"measures": "m", "coach": people.supervisor, "due_on": today()}
    confirm_assessment(assessment.pk, people.manager, **plan)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert assessment.number in client.get(reverse("assessment-list") + "?person=me").content.decode()
    assert Notice.objects.filter(user=people.rep1, url=pages[0]).exists()
    for person, status in (
        (people.rep2, 404),
        (people.manager2, 404),
        (people.quality, 404),
        (people.finance, 200),
        (people.gm, 200),
    ):
        client.force_login(person)
        assert client.get(pages[0]).status_code == status, person.username
    client.force_login(people.finance)
    assert "two days" not in client.get(pages[0]).content.decode()
    assert "Attitude" not in client.get(pages[0]).content.decode()
    assert client.get(pages[1]).status_code == 403


def test_a_superior_who_has_left_is_skipped(people):
    people.supervisor.is_active = False
    people.supervisor.save(update_fields=["is_active"])
    assessment = to_score(people)
    assert Task.objects.filter(kind="assessment_score", person=people.manager).exists()
    assessment = score_assessment(assessment.pk, people.manager, scores_of(assessment))
    with pytest.raises(PermissionDenied, match="one level above"):
        confirm_assessment(assessment.pk, people.manager)
    plan = {"measures": "m", "coach": people.manager, "due_on": today()}
    assert confirm_assessment(assessment.pk, people.director, **plan).status == "confirmed"


def test_of_two_who_confirm_the_second_is_refused(people):
    assessment = scored(people)
    plan = {"measures": "m", "coach": people.supervisor, "due_on": today()}
    confirm_assessment(assessment.pk, people.manager, **plan)
    with pytest.raises(BusinessError, match="cannot become"):
        confirm_assessment(assessment.pk, people.director, **plan)


# -- what follows -------------------------------------------------------------------------------------------------------


def test_kpi_06_below_the_pass_mark_a_coaching_plan_is_required(people, customer):
    """KPI-06, SET-43a"""
    assessment = scored(people)
    assert assessment.result == 32
    for plan, words in (
        ({}, "below the pass mark of 60: plan the coaching"),
        ({"measures": "m", "coach": people.supervisor}, "with a coach and a day"),
        ({"measures": "m", "coach": people.rep1, "due_on": today()}, "Nobody coaches himself"),
        ({"measures": "m", "coach": people.supervisor, "due_on": today() - dt.timedelta(days=1)}, "has passed"),
    ):
        with pytest.raises(BusinessError, match=words):
            confirm_assessment(assessment.pk, people.manager, **plan)
    assessment.refresh_from_db()
    assert (assessment.status, CoachingPlan.objects.count()) == ("reviewed", 0)
    plan = {"measures": "two days with a colleague", "coach": people.supervisor, "due_on": today()}
    assessment = confirm_assessment(assessment.pk, people.manager, advice="Ask for the date of payment", **plan)
    assert assessment.is_passed is False
    task = Task.objects.get(kind="coaching", person=people.supervisor)
    with pytest.raises(PermissionDenied, match="by the coach"):
        finish_coaching(assessment.pk, people.rep1, "done")
    finish_coaching(assessment.pk, people.supervisor, "asks at every visit now")
    task.refresh_from_db()
    assert task.done_at is not None
    advise(assessment.pk, people.manager, "Visit twice a week", "Collections")
    assert [each.text for each in assessment.advice.all()] == ["Ask for the date of payment", "Visit twice a week"]
    with pytest.raises(PermissionDenied, match="by the person's superiors"):
        advise(assessment.pk, people.rep1, "mine")


def test_at_the_pass_mark_no_plan_is_asked_for(people, customer):
    """KPI-06, SET-43a"""
    confirmed_payment(customer, "1000.00", MARCH.first)
    assessment = confirm_assessment(scored(people, score="0").pk, people.manager)
    assert (assessment.result, assessment.is_passed, assessment.pass_mark) == (60, True, 60)


def test_a_confirmed_assessment_is_kept_by_the_database(people):
    assessment = confirmed(people)
    for change in (
        lambda: assessment.lines.update(points=99),
        lambda: assessment.lines.all().delete(),
        lambda: assessment.deductions.update(points=0),
        lambda: Assessment.objects.filter(pk=assessment.pk).update(result=99),
    ):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            change()
    assert Assessment.objects.get(pk=assessment.pk).result == 32


def test_an_appeal_is_made_once_and_answered_by_somebody_else(people):
    assessment = confirmed(people)
    for person in (people.supervisor, people.manager, people.rep2):
        with pytest.raises(PermissionDenied, match="by the person himself"):
            file_appeal(assessment.pk, person, "unfair")
    file_appeal(assessment.pk, people.rep1, "The customer paid on the last day.")
    assert Notice.objects.filter(user=people.director, body__contains="on the last day").exists()
    with pytest.raises(PermissionDenied, match="made once"):
        file_appeal(assessment.pk, people.rep1, "again")
    for person in (people.rep1, people.supervisor, people.manager):
        with pytest.raises(PermissionDenied, match="neither scored nor confirmed"):
            answer_appeal(assessment.pk, person, False, "no")
    answer_appeal(assessment.pk, people.director, False, "The money came in April.")
    assert Appeal.objects.get().answered_by == people.director
    assert Notice.objects.filter(user=people.rep1, body="The money came in April.").exists()
    assessment.refresh_from_db()
    assert (assessment.result, assessment.status) == (32, "confirmed")
    with pytest.raises(BusinessError, match="cannot become"):
        archive_assessment(assessment.pk, people.gm)


# -- pages ------------------------------------------------------------------------------------------------------------


def test_scored_and_confirmed_on_the_pages(client, people):
    assessment = to_score(people)
    client.force_login(people.supervisor)
    page = client.get(reverse("assessment-do", args=[assessment.pk, "score"])).content.decode()
    [pk] = scores_of(assessment)
    assert f"score_{pk}" in page
    assert f"score_{assessment.lines.get(code='collections').pk}" not in page
    form = {f"score_{pk}": "90", f"comment_{pk}": "", "comment": "steady"}
    assert client.post(reverse("assessment-do", args=[assessment.pk, "score"]), form).status_code == 422
    form[f"comment_{pk}"] = "always in time"
    assert client.post(reverse("assessment-do", args=[assessment.pk, "score"]), form).status_code == 302
    client.force_login(people.manager)
    address = reverse("assessment-do", args=[assessment.pk, "confirm"])
    assert client.post(address, {"advice": ""}).status_code == 422
    plan = {"measures": "m", "coach": people.supervisor.pk, "due_on": today()}
    assert client.post(address, plan).status_code == 302
    page = client.get(assessment.get_absolute_url()).content.decode()
    for words in ("always in time", "steady", "36.00", "回款额", "一般投诉"):
        assert words in page
    client.force_login(people.rep1)
    assert client.post(reverse("assessment-do", args=[assessment.pk, "appeal"]), {"comment": "no"}).status_code == 302
    client.force_login(people.director)
    answer = {"is_upheld": "yes", "answer": "right"}
    assert client.post(reverse("assessment-do", args=[assessment.pk, "answer"]), answer).status_code == 302
    assert Appeal.objects.get().is_upheld is True
    assert client.get(reverse("assessment-period-list")).status_code == 200


def test_whoever_confirms_sees_what_is_judged_beside_what_is_computed(client, people):
    """80 of 100 judged, nothing collected of the target"""
    assessment = scored(people)
    client.force_login(people.manager)
    page = client.get(assessment.get_absolute_url())
    assert (page.context["computed_part"], page.context["judged_part"]) == (0, 80)


def test_f_36_is_printed(client, people):
    assessment = confirmed(people)
    client.force_login(people.manager)
    answer = client.get(reverse("assessment-pdf", args=[assessment.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    from performance.assessment.papers import paper_context

    hidden = {line.code for line in paper_context(assessment, with_cost=False)["deductions"] if line.is_hidden}
    assert hidden == {"profit"}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_keep_their_queries(client, people, count, django_assert_max_num_queries):
    period, made = MARCH, []
    for _number in range(count):
        made.append(confirmed(people, period))
        period = period.following
    client.force_login(people.manager)
    client.get(reverse("assessment-list"))
    for address, queries in (
        (reverse("assessment-list"), 14),
        (reverse("assessment-period-list"), 12),
        (made[-1].get_absolute_url(), 32),
    ):
        with django_assert_max_num_queries(queries):
            assert client.get(address).status_code == 200


def test_a_period_is_computed_in_as_many_queries_for_many_as_for_one(people):
    from performance.assessment.computing import compute

    active_scheme(people)
    rows = open_period(MARCH)
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as asked:
            compute(MARCH, some)
        counts.append(len(asked))
    assert len(rows) == 3
    assert counts[0] == counts[1]


def test_an_upheld_appeal_names_the_result_and_the_copy_stays(people):
    assessment = confirmed(people)
    file_appeal(assessment.pk, people.rep1, "The customer paid on the last day.")
    with pytest.raises(BusinessError, match="Only an upheld appeal"):
        answer_appeal(assessment.pk, people.director, False, "No.", Decimal(70))
    with pytest.raises(BusinessError, match="nothing to correct"):
        answer_appeal(assessment.pk, people.director, True, "Yes.", Decimal(32))
    with pytest.raises(BusinessError, match="gives 100.00 at most"):
        answer_appeal(assessment.pk, people.director, True, "Yes.", Decimal("100.01"))
    answer_appeal(assessment.pk, people.director, True, "He did.", Decimal(70))
    assessment = Assessment.objects.get(pk=assessment.pk)
    assert (assessment.result, assessment.standing_result, assessment.is_passed) == (32, 70, True)
