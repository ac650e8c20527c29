"""Which letter is due, and what counts as neglected: without a database."""

import datetime as dt
from decimal import Decimal

import pytest

from orders.dunning.rules import amounts_of, is_neglected, name_of_level, next_level, steps_of, why_no_letter

DAY = dt.date(2026, 4, 30)
STEPS = [1, 30, 60]


@pytest.mark.parametrize(
    ("oldest", "last", "level"),
    [(0, 0, 0), (1, 0, 1), (29, 0, 1), (90, 0, 1), (90, 1, 2), (30, 1, 2), (29, 1, 1), (90, 2, 3), (90, 3, 3)],
)
def test_the_level_follows_the_age_one_step_at_a_time(oldest, last, level):
    assert next_level(oldest, Decimal(1), last, STEPS, [Decimal(0)] * 3) == level


@pytest.mark.parametrize(("owed", "level"), [("99.99", 0), ("100.00", 1), ("4999.99", 1), ("5000.00", 3)])
def test_a_level_wants_its_sum_too(owed, level):
    least = amounts_of(Decimal(100), Decimal(6000), Decimal(5000), 3)
    assert next_level(90, Decimal(owed), 2, STEPS, least) == level


def test_the_least_sums_go_by_what_a_level_is_called():
    assert amounts_of(1, 2, 3, 4) == [1, 2, 2, 3]
    assert amounts_of(1, 2, 3, 1) == [1]


def test_the_steps_are_read_from_the_setting():
    assert steps_of("1,30,60") == STEPS


@pytest.mark.parametrize(
    ("level", "last_sent", "promised", "said"),
    [
        (0, None, None, "Not overdue for long enough, or too small an amount."),
        (1, None, DAY, "Payment is promised for 2026-04-30."),
        (1, None, DAY - dt.timedelta(days=1), ""),
        (2, DAY - dt.timedelta(days=13), None, "The last letter went out on 2026-04-17."),
        (2, DAY - dt.timedelta(days=14), None, ""),
    ],
)
def test_why_a_customer_is_left_out(english, level, last_sent, promised, said):
    assert why_no_letter(level, last_sent, promised, DAY, 14) == said


def test_a_draft_and_money_that_covers_it_leave_out(english):
    assert "DUN-1 waits" in why_no_letter(1, None, None, DAY, 14, draft="DUN-1")
    assert why_no_letter(1, None, None, DAY, 14, owed=Decimal(10), free=Decimal("9.99")) == ""
    assert "covers it" in why_no_letter(1, None, None, DAY, 14, owed=Decimal(10), free=Decimal(10))


def test_the_last_of_several_levels_is_the_last_notice(english):
    assert [name_of_level(level, 3) for level in (1, 2, 3)] == ["Reminder", "Demand for payment", "Last notice"]
    assert name_of_level(1, 1) == "Reminder"


@pytest.mark.parametrize(
    ("days_overdue", "days_since_action", "neglected"),
    [(6, None, False), (7, None, True), (30, 6, False), (30, 7, True)],
)
def test_neglected_after_seven_days_without_action(days_overdue, days_since_action, neglected):
    acted = None if days_since_action is None else DAY - dt.timedelta(days=days_since_action)
    assert is_neglected(DAY - dt.timedelta(days=days_overdue), acted, DAY, 7) is neglected
