"""J18, J21 and J23, their part about assessments: the period that ended is closed, the one that begins is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.assessment.opening import close_period, open_period
from performance.metric.period import period_of
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import day_of

if TYPE_CHECKING:
    import datetime as dt


def close_month(at: dt.datetime) -> int:
    """J18: the lines of the month that ended are computed, and everybody's superior is asked to score (KPI-02)."""
    return _turn(PeriodKind.MONTH, at)


def close_quarter(at: dt.datetime) -> int:
    """J21, the day after the quarter (KPI-02)."""
    return _turn(PeriodKind.QUARTER, at)


def close_year(at: dt.datetime) -> int:
    """J23, on 1 January (KPI-02)."""
    return _turn(PeriodKind.YEAR, at)


def _turn(kind: str, at: dt.datetime) -> int:
    period = period_of(kind, day_of(at))
    closed = close_period(period.preceding)
    return closed + len(open_period(period))
