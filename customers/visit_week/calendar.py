"""Weeks and months of the visit calendar; pure."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salesmgmt.core.calendar import add_months, week_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable


DAYS = 7
# What an address may ask for; the calendar of the language ends somewhere, and nobody plans that far.
YEARS = range(2000, 2101)


@dataclass
class Day:
    date: dt.date
    visits: list = field(default_factory=list)
    is_outside: bool = False  # of the month shown
    is_today: bool = False
    is_past: bool = False


@dataclass
class Span:
    """What a page shows: weeks of days, with the pages before and after it."""

    kind: str  # "week" or "month"
    first: dt.date
    last: dt.date
    before: str
    after: str
    weeks: list = field(default_factory=list)

    @property
    def days(self) -> list:
        return [day for week in self.weeks for day in week]


def week_label(day: dt.date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def read_week(text: str, today: dt.date) -> dt.date:
    """The Monday of "2025-W11"; of this week for anything else."""
    try:
        year, _separator, week = text.partition("-W")
        return dt.date.fromisocalendar(_year(year), int(week), 1)
    except ValueError:
        return week_bounds(today)[0]


def read_month(text: str, today: dt.date) -> dt.date:
    """The first day of "2025-03"; of this month for anything else."""
    try:
        year, _separator, month = text.partition("-")
        return dt.date(_year(year), int(month), 1)
    except ValueError:
        return today.replace(day=1)


def _year(text: str) -> int:
    if int(text) not in YEARS:
        raise ValueError(text)
    return int(text)


def week_span(monday: dt.date, today: dt.date) -> Span:
    before, after = (monday + dt.timedelta(days=days) for days in (-DAYS, DAYS))
    days = [monday + dt.timedelta(days=number) for number in range(DAYS)]
    span = Span("week", monday, days[-1], week_label(before), week_label(after))
    span.weeks = [[_day(day, today) for day in days]]
    return span


def month_span(first: dt.date, today: dt.date) -> Span:
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    before, after = add_months(first, -1), add_months(first, 1)
    span = Span("month", weeks[0][0], weeks[-1][-1], f"{before:%Y-%m}", f"{after:%Y-%m}")
    span.weeks = [[_day(day, today, first.month) for day in week] for week in weeks]
    return span


def _day(day: dt.date, today: dt.date, month: int | None = None) -> Day:
    return Day(day, is_outside=month is not None and day.month != month, is_today=day == today, is_past=day < today)


def fill(span: Span, visits: Iterable) -> Span:
    """Put the visits on their days, by time; those without one come last."""
    by_day = {day.date: day for day in span.days}
    for visit in sorted(visits, key=lambda each: (each.time is None, each.time or dt.time.min, each.pk)):
        if visit.day in by_day:
            by_day[visit.day].visits.append(visit)
    return span
