"""A month, a quarter or a year: its days, the one before it and the same one of the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import add_months, today

MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """``Period("quarter", date(2025, 4, 1))``: ``first`` and ``last`` belong to it."""

    kind: str
    first: dt.date

    @property
    def months(self) -> int:
        return MONTHS[PeriodKind(self.kind)]

    @property
    def last(self) -> dt.date:
        return add_months(self.first, self.months) - dt.timedelta(days=1)

    @property
    def preceding(self) -> Period:
        return Period(self.kind, add_months(self.first, -self.months))

    @property
    def following(self) -> Period:
        return Period(self.kind, add_months(self.first, self.months))

    @property
    def year_before(self) -> Period:
        return Period(self.kind, add_months(self.first, -12))

    @property
    def is_over(self) -> bool:
        return self.last < today()

    @property
    def key(self) -> str:
        """In addresses and as a text in order: 2025-03, 2025Q1, 2025."""
        return str(self)

    def __str__(self) -> str:
        if self.kind == PeriodKind.MONTH:
            return f"{self.first:%Y-%m}"
        if self.kind == PeriodKind.QUARTER:
            return f"{self.first.year}Q{(self.first.month + 2) // 3}"
        return str(self.first.year)


def period_of(kind: str, day: dt.date) -> Period:
    """The month, quarter or year in which the day lies."""
    if kind == PeriodKind.YEAR:
        return Period(kind, dt.date(day.year, 1, 1))
    month = day.month if kind == PeriodKind.MONTH else (day.month - 1) // 3 * 3 + 1
    return Period(kind, dt.date(day.year, month, 1))


def period_from(text: str) -> Period | None:
    """What str() of a period says, read again; None for what is none."""
    text = str(text or "")
    try:
        if len(text) == 7:
            return Period(PeriodKind.MONTH, dt.date.fromisoformat(f"{text}-01"))
        if len(text) == 6 and text[4] == "Q" and text[5] in "1234":
            return Period(PeriodKind.QUARTER, dt.date(int(text[:4]), int(text[5]) * 3 - 2, 1))
        if len(text) == 4:
            return Period(PeriodKind.YEAR, dt.date(int(text), 1, 1))
    except ValueError:
        pass
    return None
