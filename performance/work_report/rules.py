"""Which period a work report is of: pure."""

from __future__ import annotations

import datetime as dt


def period_begun(last_end: dt.date | None, day: dt.date, every: int) -> tuple[dt.date, dt.date] | None:
    """(first, last day) of the period that runs on ``day``; None where it is reported already (TEAM-05, SET-51).

    The first period begins on the Monday of the week, each later one where the last ended; one that a person left out
    is made good in the same report.
    """
    if last_end is not None and last_end >= day:
        return None
    first = day - dt.timedelta(days=day.weekday()) if last_end is None else last_end + dt.timedelta(days=1)
    missed = (day - first).days // every
    return first, first + dt.timedelta(days=every * (missed + 1) - 1)
