"""J23 year_close, its part about new and potential customers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from performance.new_customer.count import NewRow, demand_now, new_rows, potential_rows_of, standings
from performance.new_customer.models import NewCustomerCount
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import in_batches
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
    return in_batches("new-customer-year", list(reps), lambda some: _close(some, year))


def _close(reps: list[User], year: int) -> int:
    people, demand = [rep.pk for rep in reps], demand_now()
    standing, potential = standings(people, year, demand), potential_rows_of(people, year)
    rows: dict[int, list[dict]] = {pk: [] for pk in people}
    for row in new_rows(people, year, demand):
        rows[row.customer.owner_id].append(_new(row))
    for rep in reps:
        rows[rep.pk] += [
            {"kind": "potential", "name": row.name, "number": row.document.number, "counts": True}
            for row in potential[rep.pk]
            if row.counts
        ]
    closed = [
        NewCustomerCount(rep=rep, year=year, **asdict(standing[rep.pk]), demand=asdict(demand), rows=rows[rep.pk])
        for rep in reps
    ]
    return len(NewCustomerCount.objects.bulk_create(closed))


def _new(row: NewRow) -> dict:
    return {
        "kind": "new",
        "name": row.customer.name,
        "number": row.customer.number,
        "since": row.customer.first_delivery_date.isoformat(),
        "months": row.months,
        "quantity": str(row.quantity),
        "average": str(row.average),
        "counts": row.counts,
    }
