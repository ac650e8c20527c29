"""The bonus of a month from the confirmed assessments, as a line of the commission statement (PAY-08, PAY-10)."""

from decimal import Decimal

import pytest

from performance.assessment.tests.factories import MARCH, confirmed, scored
from performance.bonus.scale import set_band
from performance.commission.computing import compute_month
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
