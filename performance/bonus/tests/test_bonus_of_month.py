"""The bonus of a month from the confirmed assessments, as a line of the commission statement (PAY-08, PAY-10)."""

from decimal import Decimal

import pytest

from performance.assessment.scoring import answer_appeal, file_appeal
from performance.assessment.tests.factories import MARCH, confirmed, scored
from performance.bonus.scale import set_band
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, review_statement
from performance.commission.models import CommissionLine, CommissionStatement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def in_may(time_machine):
    time_machine.move_to("2026-05-04T10:00+08:00")


def bonus_lines(people):
    compute_month(MARCH.first, people.finance)
    return CommissionLine.objects.filter(kind="bonus")


def test_pay_08_a_confirmed_score_in_a_band_gives_its_bonus(people, settings_of):
    """PAY-08, PAY-10: switched on, with a band"""
    assessment = confirmed(people)
    settings_of(pay_components=["commission", "bonus"])
    assert not bonus_lines(people).exists()  # no rule, no bonus
    band = {"score_from": assessment.result, "score_to": assessment.result + 1, "amount": Decimal(1000)}
    set_band(people.gm, period="month", **band)
    line = bonus_lines(people).get()
    assert (line.person, line.amount, line.score) == (assessment.person, Decimal(1000), assessment.result)
    statement = CommissionStatement.objects.get(person=assessment.person, month=MARCH.first)
    assert statement.total == Decimal("1000.00")
    settings_of(pay_components=["commission"])
    assert not bonus_lines(people).exists()


def test_what_is_not_confirmed_gives_no_bonus(people, settings_of):
    scored(people)
    settings_of(pay_components=["commission", "bonus"])
    set_band(people.gm, period="month", score_from=Decimal(0), score_to=Decimal(200), amount=Decimal(1000))
    assert not bonus_lines(people).exists()


def test_a_score_confirmed_after_the_month_was_computed_gives_its_bonus_in_a_later_one(people, settings_of):
    """PAY-08, PAY-11: what came late goes into a later month, once"""
    settings_of(pay_components=["commission", "bonus"])
    set_band(people.gm, period="month", score_from=Decimal(0), score_to=Decimal(200), amount=Decimal(1000))
    compute_month(MARCH.first, people.finance)
    statement = CommissionStatement.objects.get(person=people.rep1, month=MARCH.first)
    review_statement(statement.pk, people.director)
    assessment = confirmed(people)
    compute_month(MARCH.following.first, people.finance)
    line = CommissionLine.objects.get(kind="bonus")
    assert (line.month, line.assessment, line.amount) == (MARCH.following.first, assessment, Decimal(1000))
    compute_month(MARCH.following.first, people.finance)
    assert CommissionLine.objects.filter(kind="bonus").count() == 1


def test_a_scale_set_later_pays_nothing_for_months_that_were_computed_without(people, settings_of):
    """PAY-08: nothing is invented"""
    settings_of(pay_components=["commission", "bonus"])
    confirmed(people)
    compute_month(MARCH.first, people.finance)
    set_band(people.gm, period="month", score_from=Decimal(0), score_to=Decimal(200), amount=Decimal(1000))
    compute_month(MARCH.following.first, people.finance)
    assert not CommissionLine.objects.filter(kind="bonus").exists()


@pytest.mark.parametrize(("corrected", "difference"), [("95", "400"), ("10", "-600"), ("70", "0")])
def test_an_upheld_appeal_is_a_line_of_a_later_month_both_ways(people, settings_of, corrected, difference):
    """KPI-15, PAY-11: the closed month stays; the year adds up to the cent"""
    settings_of(pay_components=["commission", "bonus"])
    for low, high, amount in (("0", "29", None), ("30", "89.99", "600"), ("90", "100", "1000")):
        if amount:
            set_band(people.gm, period="month", score_from=Decimal(low), score_to=Decimal(high), amount=Decimal(amount))
    assessment = confirmed(people)
    compute_month(MARCH.first, people.finance)
    march = CommissionStatement.objects.get(person=people.rep1, month=MARCH.first)
    review_statement(march.pk, people.director)
    approve_statement(march.pk, people.gm)
    file_appeal(assessment.pk, people.rep1, "The customer paid on the last day.")
    answer_appeal(assessment.pk, people.director, True, "He did.", Decimal(corrected))
    for _twice in range(2):
        compute_month(MARCH.following.first, people.finance)
    line = CommissionLine.objects.get(kind="correction")
    assert (line.month, line.amount, line.counter_of.month) == (
        MARCH.following.first,
        Decimal(difference),
        MARCH.first,
    )
    march.refresh_from_db()
    assessment.refresh_from_db()
    assert (march.total, assessment.result) == (Decimal(600), 32)
    whole = sum(each.total for each in CommissionStatement.objects.filter(person=people.rep1))
    assert whole == Decimal(600) + Decimal(difference)
