"""Months as people pick them: from a year back to half a year ahead."""

from __future__ import annotations

import datetime as dt

from salesmgmt.core.calendar import add_months, today


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def month_choices(back: int = 12, ahead: int = 6) -> list[tuple[str, str]]:
    first = month_of(today())
    months = [add_months(first, number) for number in range(-back, ahead + 1)]
    return [(month.isoformat(), f"{month:%Y-%m}") for month in months]
