"""Days as the business means them: Shanghai time, Chinese holidays with 调休, quarters, months and ISO weeks."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
END_OF_DAY = dt.time(23, 59)


def now() -> dt.datetime:
    """This moment, in Shanghai."""
    return timezone.now().astimezone(SHANGHAI)


def today() -> dt.date:
    """The business day: the date in Shanghai, whatever the server's clock is set to."""
    return now().date()


def read_day(text: str) -> dt.date | None:
    """The day of an address or of a field that no form checks (``2026-03-10``); None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def day_of(moment: dt.datetime) -> dt.date:
    """The business day of an aware moment: its date in Shanghai, whatever time zone it carries."""
    return moment.astimezone(SHANGHAI).date()


def deadline(start: dt.datetime, hours: int) -> dt.datetime:
    """The latest moment of what is to be done within so many hours of ``start``."""
    return start + dt.timedelta(hours=hours)


def whole_minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


def is_late(due_at: dt.datetime, moment: dt.datetime) -> bool:
    """Whether that moment lies after the deadline; the whole minute of the deadline is still in time."""
    return whole_minute(moment) > whole_minute(due_at)


def late_if_due_before(now: dt.datetime) -> dt.datetime:
    """is_late() for a query: at ``now`` exactly what was due before this moment is late."""
    return whole_minute(now)


def up_if_due_before(now: dt.datetime) -> dt.datetime:
    """For a query: at ``now`` the time of exactly what was due before this moment is up (the minute itself included)."""
    return whole_minute(now) + dt.timedelta(minutes=1)


def at(day: dt.date, clock: dt.time = dt.time.min) -> dt.datetime:
    """That day in Shanghai at that time, aware."""
    return dt.datetime.combine(day, clock, tzinfo=SHANGHAI)


def holidays_known(day: dt.date) -> bool:
    """Whether the State Council's calendar of that year is in the library; pages say so where it is not."""
    return day.year in _KNOWN_YEARS


def is_working_day(day: dt.date) -> bool:
    """Holidays and 调休 where the year is known; Monday to Friday where it is not."""
    if holidays_known(day):
        return chinese_calendar.is_workday(day)
    return day.weekday() < SATURDAY


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The day `days` working days after `start` (before it, when negative); the start itself never counts."""
    step = dt.timedelta(days=1 if days >= 0 else -1)
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`."""
    span = (end - start).days
    return sum(is_working_day(start + dt.timedelta(days=number)) for number in range(1, span + 1))


def month_bounds(day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the day's month."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - dt.timedelta(days=1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def iso_week(day: dt.date) -> tuple[int, int]:
    """(year, week) after ISO 8601: the 31st of December may belong to the next year."""
    year, week, _weekday = day.isocalendar()
    return year, week


def week_bounds(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the day's ISO week."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


class Quarter(NamedTuple):
    """A calendar quarter: (2025, 1). Compares and sorts as a pair."""

    year: int
    number: int

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> dt.date:
        return self.following.first_day - dt.timedelta(days=1)

    @property
    def preceding(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def following(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarter_of(day: dt.date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def chinese_date(day: dt.date | dt.datetime | None) -> str:
    """As on paper: 2025年1月15日, without leading zeros; a moment is taken in Shanghai."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime) and day.tzinfo is not None:
        day = day.astimezone(SHANGHAI)
    return f"{day.year}年{day.month}月{day.day}日"


_KNOWN_YEARS = {day.year for day in chinese_calendar.constants.holidays}
