"""Faults and bad input of plans, scores and pay: each is refused, or counted right, in the user's words."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from orders.payment.recording import reverse_payment
from orders.tests.factories_money import confirmed_payment
from performance.assessment.models import Assessment
from performance.assessment.rules import reached, shortfall
from performance.assessment.scoring import confirm_assessment
from performance.assessment.tests.factories import confirmed, scored
from performance.assessment_scheme.tests.factories import draft_scheme, judged, line
from performance.assessment_scheme.writing import activate_scheme, renew_scheme, update_scheme
from performance.collection.result import completion, is_met, results
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, pay_statement, recalculate_statement, review_statement
from performance.commission.models import CommissionLine
from performance.commission.tests.test_months import mature, quota, statement_of
from performance.plan.entering import enter_targets
from performance.plan.planning import create_plan, release_plan
from performance.plan.tests.plans import AGREED, approved_plan
from performance.plan.tests.plans import line as plan_line
from performance.quota.setting import create_quota
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


@pytest.fixture
def move_to(time_machine):
    return lambda day: time_machine.move_to(f"{day}T10:00+08:00")


def paid(people, statement):
    review_statement(statement.pk, people.director)
    approve_statement(statement.pk, people.gm)
    return pay_statement(statement.pk, people.finance)


def test_a_payment_reversed_after_its_statement_was_paid_takes_back_later_and_nobody_pays_in(people, move_to):
    """PAY-09: March stays as it was paid; April begins below zero, May earns it back"""
    move_to("2026-03-02")
    quota(people, "1200")
    payment = confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    march = paid(people, statement_of(people.rep1, MARCH))
    reverse_payment(payment.pk, people.finance, "bounced")
    move_to("2026-05-02")
    compute_month(APRIL, people.finance)
    april = statement_of(people.rep1, APRIL)
    march.refresh_from_db()
    assert (march.total, march.status) == (Decimal("30.00"), "paid")
    assert (april.total, april.payable, april.carried) == (Decimal("-30.00"), Decimal(0), Decimal("-30.00"))
    assert april.lines.get().counter_of.statement == march
    assert march.total + april.total == 0


def test_a_month_computed_twice_pays_nothing_twice_and_a_paid_one_is_refused(people, move_to):
    """PAY-09, PAY-11"""
    move_to("2026-03-02")
    quota(people, "1200")
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-04-02")
    for _twice in range(2):
        compute_month(MARCH, people.finance)
    march = paid(people, statement_of(people.rep1, MARCH))
    assert CommissionLine.objects.count() == 1
    with pytest.raises(BusinessError, match="is not calculated again; corrections go to the next month"):
        recalculate_statement(march.pk, people.finance)
    compute_month(MARCH, people.finance)
    assert statement_of(people.rep1, MARCH).total == Decimal("30.00")


def test_a_rep_without_a_quota_earns_and_does_not_qualify(client, people, move_to):
    """PAY-03"""
    move_to("2026-03-02")
    confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    march = statement_of(people.rep1, MARCH)
    assert (march.total, march.quota, march.qualified) == (Decimal("30.00"), None, False)
    review_statement(march.pk, people.director)
    approve_statement(march.pk, people.gm)
    with pytest.raises(BusinessError, match="quota was not met"):
        pay_statement(march.pk, people.finance)
    client.force_login(people.finance)
    page = client.get(march.get_absolute_url()).content.decode()
    assert "无生效任务" in page
    assert "任务未完成" in page


def test_a_quota_without_a_rep_is_refused_and_of_one_who_left_it_still_counts(people, client):
    """PLN-03, PLN-05: a quota is a representative's; whoever left keeps his figures"""
    with pytest.raises(BusinessError, match="is not a sales representative"):
        create_quota(people.director, rep=people.finance, year=2026, collection_amount=Decimal(1))
    client.force_login(people.director)
    answer = client.post(reverse("quota-create"), {"rep": "", "year": "2026", "collection_amount": "1000"})
    assert answer.status_code != 302
    quota(people, "1200")
    User.objects.filter(pk=people.rep1.pk).update(is_active=False)
    assert [(row.rep, row.quota) for row in results(people.gm, 2026)] == [(people.rep1, Decimal(1200))]


def test_a_deactivated_superior_is_passed_over_and_decides_nothing(people):
    """KPI-15"""
    assessment = scored(people)
    User.objects.filter(pk=people.manager.pk).update(is_active=False)
    people.manager.refresh_from_db()
    with pytest.raises(PermissionDenied, match="one level above"):
        confirm_assessment(assessment.pk, people.manager)
    plan = {"measures": "two days with a colleague", "coach": people.supervisor, "due_on": dt.date(2099, 1, 1)}
    done = confirm_assessment(assessment.pk, people.director, **(plan if assessment.result < 60 else {}))
    assert done.confirmed_by == people.director


def test_two_confirming_the_second_hears_that_it_is_done(people):
    assessment = confirmed(people)
    with pytest.raises(BusinessError, match="cannot become “Confirmed”"):
        confirm_assessment(assessment.pk, people.director)
    assert Assessment.objects.get(pk=assessment.pk).confirmed_by == people.manager


def test_weights_of_99_99_are_refused_with_the_sum(people):
    """KPI-01"""
    scheme = draft_scheme(people, line("collections", "59.99", "1000"), judged("40"))
    with pytest.raises(BusinessError, match="99.99"):
        activate_scheme(scheme.pk, people.gm)


def test_a_scheme_in_force_is_not_changed_while_people_are_scored(people):
    """KPI-01: its next version changes nothing of what is being scored"""
    assessment = scored(people)
    before = list(assessment.lines.values_list("weight", "points"))
    with pytest.raises(PermissionDenied, match="make a new version"):
        update_scheme(people.scheme.pk, people.director, lines=[judged("100")], name="Other")
    newer = renew_scheme(people.scheme.pk, people.director)
    activate_scheme(newer.pk, people.gm)
    assert list(assessment.lines.values_list("weight", "points")) == before


def test_a_plan_whose_people_exceed_it_by_a_cent_is_not_released_and_says_which_cent(people):
    """PLN-02"""
    plan = approved_plan(people, **AGREED)
    rep = plan_line(plan, "rep1")
    months = [*rep.months[:11], rep.months[11] + Decimal("0.01")]
    enter_targets(plan.pk, people.director, lines=[{"id": rep, "entered": {"months": months}}])
    with pytest.raises(BusinessError, match="0.01"):
        release_plan(plan.pk, people.director)


@pytest.mark.parametrize(("collected", "target"), [("0", "0"), ("100", "0"), ("0", None)])
def test_a_hundred_per_cent_of_zero_is_no_figure_and_nothing_is_met(collected, target):
    """KPI-14, PLN-05: without a task there is nothing to fulfil, and no division by it"""
    amount, task = Decimal(collected), None if target is None else Decimal(target)
    assert completion(amount, task) is None
    assert not is_met(amount, task)
    assert reached(amount, task, True) is None
    assert shortfall(amount, task, "whole") is None


def test_a_paste_of_500_rows_with_text_among_the_figures_names_the_cells_and_keeps_the_rest(client, people):
    """What is no figure is named cell by cell; nothing is written, and nothing typed is lost"""
    plan = create_plan(people.director, year=2026)
    client.force_login(people.director)
    address = reverse("sales-plan-targets", args=[plan.pk])
    grid = client.get(address).context["grid"]
    block = "\n".join("约 12 万" if number % 100 == 7 else str(number) for number in range(500))
    answer = client.post(address, {"pasted_block": block, "pasted_at": "year", "prefix": grid.prefix})
    assert answer.status_code == 200
    rows = answer.json()["rows"]
    assert len(rows) == 500
    wrong = [number for number, row in enumerate(rows) if row["remarks"]]
    assert wrong == [7, 107, 207, 307, 407]
    assert set(plan.lines.values_list("months", flat=True).first()) == {Decimal(0)}
