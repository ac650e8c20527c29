"""J23 year_close, its part about new and potential customers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from performance.new_customer.count import demand_now, new_rows, potential_rows, standings
from performance.new_customer.models import NewCustomerCount
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


def close_year(at: dt.datetime) -> int:
    """J23: on the first of January the count of the year before is kept for each representative, with the demand and the
    rows that led to it (PLN-06). A second run keeps nothing. Returns how many were closed."""
    year = calendar.day_of(at).year - 1
    closed = NewCustomerCount.objects.filter(year=year).values("rep")
    reps = User.objects.with_role(Role.REP).exclude(pk__in=closed).order_by("pk")
    return one_by_one("new-customer-year", list(reps), lambda rep: _close(rep, year))


def _close(rep: User, year: int) -> bool:
    demand = demand_now()
    standing = standings([rep.pk], year, demand)[rep.pk]
    rows: list[dict] = [
        {
            "kind": "new",
            "name": row.customer.name,
            "number": row.customer.number,
            "since": row.customer.first_delivery_date.isoformat(),
            "months": row.months,
            "quantity": str(row.quantity),
            "average": str(row.average),
            "counts": row.counts,
        }
        for row in new_rows([rep.pk], year, demand)
    ]
    rows += [
        {"kind": "potential", "name": row.name, "number": row.document.number, "counts": True}
        for row in potential_rows(rep, year)
        if row.counts
    ]
    _row, made = NewCustomerCount.objects.get_or_create(
        rep=rep, year=year, defaults={**asdict(standing), "demand": asdict(demand), "rows": rows}
    )
    return made
