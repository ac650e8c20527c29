"""J18 month_close, its part about sales reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.sales_report.reporting import ensure_report, month_before, reported_units
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import Unit


def make_reports(at: dt.datetime) -> int:
    """J18: on the first the report of the month before, one for each region and one for the company (ANA-02).

    A second run makes none; a region whose report fails stops no other. Returns how many were made.
    """
    if not User.objects.with_role(Role.MGR, Role.DIR, Role.GM).exists():
        return 0  # a company that only begins: nobody reads or comments it
    period = month_before(day_of(at))

    def make(unit: Unit) -> int:
        return int(ensure_report(unit, period))

    return one_by_one("sales-report", reported_units(), make)
