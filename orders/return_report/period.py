"""The months a report is about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from salesmgmt.core.calendar import at, month_bounds, today

if TYPE_CHECKING:
    from typing import Any

ONE_DAY = dt.timedelta(days=1)


def months(since: dt.date | None, until: dt.date | None) -> tuple[dt.date, dt.date]:
    """Whole months, from the first day of one to the last of another; this year so far where nothing is chosen."""
    first = month_bounds(since or today().replace(month=1))[0]
    last = month_bounds(until or today())[1]
    return (first, last) if first <= last else month_bounds(last)


def within(first: dt.date, last: dt.date) -> dict[str, Any]:
    """The condition on the day of the notice; days begin at midnight in Shanghai."""
    return {"notified_at__gte": at(first), "notified_at__lt": at(last + ONE_DAY)}
