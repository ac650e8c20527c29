"""On which days festivals fall, by the solar and the Chinese calendar; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cnlunar

from customers.care.states import FestivalCalendar

if TYPE_CHECKING:
    from typing import Any

    from customers.care.models import Festival

LAST_OF_LUNAR_MONTH = 30


@dataclass(frozen=True)
class LunarDay:
    month: int
    day: int
    is_leap: bool
    is_last: bool


def lunar_day(day: dt.date) -> LunarDay:
    """The day in the Chinese calendar; ``is_last`` of its month, which has 29 or 30 days."""
    found, following = _lunar(day), _lunar(day + dt.timedelta(days=1))
    return LunarDay(found.lunarMonth, found.lunarDay, found.isLunarLeapMonth, following.lunarDay == 1)


def _lunar(day: dt.date) -> Any:
    return cnlunar.Lunar(dt.datetime.combine(day, dt.time(12)), godType="8char")


def falls_on(festival: Festival, day: dt.date) -> bool:
    """Whether the festival is on that day. The 30th of a lunar month is its last; leap months repeat no festival."""
    if festival.calendar == FestivalCalendar.SOLAR:
        return (festival.month, festival.day) == (day.month, day.day)
    lunar = lunar_day(day)
    if lunar.is_leap or lunar.month != festival.month:
        return False
    return lunar.day == festival.day or (festival.day == LAST_OF_LUNAR_MONTH and lunar.is_last)


def next_day(festival: Any, after: dt.date, within: int = 400) -> dt.date:
    """The next day on which it falls; None for a day that does not come within so many days (29 February)."""
    days = (after + dt.timedelta(days=number) for number in range(within))
    return next((day for day in days if falls_on(festival, day)), None)


def birthdays_on(day: dt.date) -> list:
    """``[(month, day)]`` greeted on that day: who was born on 29 February, on the 28th of a year without it."""
    pairs = [(day.month, day.day)]
    if (day.month, day.day) == (2, 28) and (day + dt.timedelta(days=1)).month == 3:
        pairs.append((2, 29))
    return pairs
