"""The months that are looked at, the ones before them and the same ones of the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from performance.analysis.states import Range
from performance.metric.period import Period, period_from, period_of
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import add_months

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Span:
    """So many whole months from ``first`` on."""

    first: dt.date
    months: int

    @property
    def last(self) -> dt.date:
        return add_months(self.first, self.months) - dt.timedelta(days=1)

    @property
    def preceding(self) -> Span:
        return Span(add_months(self.first, -self.months), self.months)

    @property
    def year_before(self) -> Span:
        return Span(add_months(self.first, -12), self.months)

    @property
    def each(self) -> list[dt.date]:
        """The first days of its months."""
        return [add_months(self.first, place) for place in range(self.months)]

    def __str__(self) -> str:
        last = f"{self.last:%Y-%m}"
        return last if self.months == 1 else f"{self.first:%Y-%m} – {last}"


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole steps from the month of one day to that of another."""
    return (last.year - first.year) * 12 + last.month - first.month


def span_of(period: Period) -> Span:
    return Span(period.first, period.months)


def span_from(text: str, day: dt.date) -> Span:
    """A relative range as it stands on ``day`` (of the current quarter and year the months up to now), or a month, a
    quarter or a year as metrics write it; thirteen months for what is none."""
    month, quarter, year = (period_of(kind, day) for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR))
    relative = {
        Range.THIS_MONTH: Span(month.first, 1),
        Range.LAST_MONTH: span_of(month.preceding),
        Range.THIS_QUARTER: Span(quarter.first, month.first.month - quarter.first.month + 1),
        Range.LAST_QUARTER: span_of(quarter.preceding),
        Range.THIS_YEAR: Span(year.first, month.first.month),
        Range.LAST_YEAR: span_of(year.preceding),
        Range.THIRTEEN: Span(add_months(month.first, -12), 13),
        Range.FIVE_YEARS: Span(add_months(month.first, -59), 60),
    }
    found = relative.get(Range(text)) if text in Range.values else None
    fixed = period_from(text) if found is None else None
    return found or (span_of(fixed) if fixed is not None else relative[Range.THIRTEEN])


def together(spans: Sequence[Span]) -> Span:
    """From the first month of all of them to the last."""
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return Span(first, months_between(first, last) + 1)
