"""Working days with 调休, quarters, months, weeks."""

import datetime as dt

import pytest
import time_machine

from salesmgmt.core import calendar
from salesmgmt.core.calendar import Quarter

D = dt.date


def test_the_business_day_is_the_one_in_shanghai():
    with time_machine.travel(dt.datetime(2025, 1, 15, 16, 30, tzinfo=dt.UTC), tick=False):
        assert calendar.today() == D(2025, 1, 16)
        assert calendar.now().isoformat() == "2025-01-16T00:30:00+08:00"


def test_a_moment_of_any_time_zone_has_its_day_in_shanghai():
    assert calendar.day_of(dt.datetime(2025, 1, 15, 16, 0, tzinfo=dt.UTC)) == D(2025, 1, 16)
    assert calendar.day_of(dt.datetime(2025, 1, 15, 15, 59, tzinfo=dt.UTC)) == D(2025, 1, 15)


@pytest.mark.parametrize(
    ("second_due", "clock", "late", "up"),
    [
        (0, "09:59:59", False, False),
        (0, "10:00:00", False, True),
        (0, "10:00:59", False, True),
        (0, "10:01:00", True, True),
        # Seconds of the beginning neither lengthen nor shorten the time.
        (40, "09:59:59", False, False),
        (40, "10:00:00", False, True),
        (40, "10:00:41", False, True),
        (40, "10:01:00", True, True),
    ],
)
def test_a_deadline_is_kept_to_the_minute_by_predicate_and_query_alike(second_due, clock, late, up):
    due = calendar.deadline(calendar.at(D(2026, 3, 2), dt.time(10, 0, second_due)), 24)
    moment = calendar.at(D(2026, 3, 3), dt.time.fromisoformat(clock))
    assert calendar.is_late(due, moment) is late
    assert (due < calendar.late_if_due_before(moment)) is late
    assert (due < calendar.up_if_due_before(moment)) is up


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (D(2025, 1, 26), True),
        (D(2025, 1, 28), False),
        (D(2025, 10, 1), False),
        (D(2025, 10, 11), True),
        (D(2025, 3, 1), False),
    ],
)
def test_holidays_and_weekends_worked_in_lieu(day, works):
    assert calendar.is_working_day(day) is works


def test_an_unknown_year_counts_monday_to_friday_and_says_so():
    day = D(2093, 1, 1)  # a Thursday, New Year
    assert not calendar.holidays_known(day)
    assert calendar.is_working_day(day)
    assert not calendar.is_working_day(D(2093, 1, 3))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (D(2025, 9, 30), 1, D(2025, 10, 9)),
        (D(2025, 10, 10), 1, D(2025, 10, 11)),
        (D(2025, 10, 9), -1, D(2025, 9, 30)),
        (D(2025, 3, 5), 0, D(2025, 3, 5)),
        (D(2025, 3, 7), 3, D(2025, 3, 12)),
    ],
)
def test_working_days_are_added_over_holidays(start, days, end):
    assert calendar.add_working_days(start, days) == end
    if days > 0:
        assert calendar.working_days_between(start, end) == days


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (D(2025, 1, 31), 1, D(2025, 2, 28)),
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2025, 12, 15), 1, D(2026, 1, 15)),
        (D(2025, 1, 15), -1, D(2024, 12, 15)),
        (D(2025, 11, 30), 3, D(2026, 2, 28)),
    ],
)
def test_months_are_added_to_the_last_day_there_is(day, months, result):
    assert calendar.add_months(day, months) == result


def test_bounds_of_month_week_and_quarter():
    assert calendar.month_bounds(D(2024, 2, 10)) == (D(2024, 2, 1), D(2024, 2, 29))
    assert calendar.week_bounds(D(2025, 1, 1)) == (D(2024, 12, 30), D(2025, 1, 5))
    assert calendar.iso_week(D(2024, 12, 31)) == (2025, 1)
    quarter = calendar.quarter_of(D(2025, 11, 21))
    assert quarter == Quarter(2025, 4)
    assert (quarter.first_day, quarter.last_day) == (D(2025, 10, 1), D(2025, 12, 31))
    assert (quarter.following, Quarter(2025, 1).preceding, str(quarter)) == (
        Quarter(2026, 1),
        Quarter(2024, 4),
        "2025Q4",
    )


def test_dates_on_paper_have_no_leading_zeros():
    assert calendar.chinese_date(D(2025, 1, 5)) == "2025年1月5日"
    assert calendar.chinese_date(dt.datetime(2025, 1, 15, 20, tzinfo=dt.UTC)) == "2025年1月16日"
    assert calendar.chinese_date(None) == ""
