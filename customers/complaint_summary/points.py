"""Complaints in the assessment of a representative (CMP-07; input of KPI-03 and KPI-12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from customers.complaint.models import Complaint
from customers.complaint_clock.deadline import MET
from salesmgmt.core.calendar import at, late_if_due_before
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from customers.complaint.querysets import ComplaintQuerySet
    from salesmgmt.core.models import User

IN_TIME = Q(sla_state=MET)


@dataclass(frozen=True)
class Deduction:
    """How many complaints of each class were confirmed, and the points they cost."""

    general: int
    serious: int
    points: int


def points_of(general: int, serious: int, per_general: int, per_serious: int) -> int:
    """2 general and 1 serious are 7 points off; pure (CMP-07, T6)."""
    return general * per_general + serious * per_serious


def within(first: dt.date, last: dt.date) -> tuple:
    """Moments of the Shanghai days ``first`` to ``last``."""
    return at(first), at(last + dt.timedelta(days=1))


def complaint_deduction(rep: User, first: dt.date, last: dt.date) -> Deduction:
    """The deduction of one rep for the days ``first`` to ``last``: complaints confirmed then, that were his (CMP-07)."""
    return deduction_of([rep], first, last)


def deduction_of(reps: Iterable, first: dt.date, last: dt.date) -> Deduction:
    """The deductions of several reps (users or ids) together, in one query (CMP-07)."""
    counts = list(complaint_counts(first, last).filter(rep__in=reps))
    general, serious = sum(row["general"] for row in counts), sum(row["serious"] for row in counts)
    limits = policy()
    points = points_of(general, serious, limits.complaint_points_general, limits.complaint_points_serious)
    return Deduction(general, serious, points)


def complaint_counts(first: dt.date, last: dt.date) -> ComplaintQuerySet:
    """``{rep, general, serious}`` of all reps in one query, for the assessment of many."""
    start, end = within(first, last)
    rows = Complaint.objects.confirmed().filter(confirmed_at__gte=start, confirmed_at__lt=end).order_by()
    return rows.values("rep").annotate(
        general=Count("pk", filter=Q(severity=Complaint.Severity.GENERAL)),
        serious=Count("pk", filter=Q(severity=Complaint.Severity.SERIOUS)),
    )


def handled_in_time(first: dt.date, last: dt.date, reps: Iterable | None = None) -> tuple:
    """(in time, all) of the complaints whose deadline lay in the period: 9 of 10 are 90.0 % (CMP-07, KPI-12).

    A deadline still to come has been neither kept nor missed: it counts once it has passed.
    """
    rows = due_between(first, last)
    if reps is not None:
        rows = rows.filter(rep__in=reps)
    found = rows.aggregate(all=Count("pk"), met=Count("pk", filter=IN_TIME))
    return found["met"], found["all"]


def handling_counts(first: Any, last: Any) -> Any:
    """``{rep, met, all}`` of all reps in one query, for the assessment of many (KPI-12)."""
    rows = due_between(first, last).order_by().values("rep")
    return rows.annotate(all=Count("pk"), met=Count("pk", filter=IN_TIME))


def due_between(first: Any, last: Any) -> Any:
    """The complaints whose deadline lay in the period and has passed."""
    start, end = within(first, last)
    return Complaint.objects.filter(
        deadline_at__gte=start, deadline_at__lt=min(end, late_if_due_before(timezone.now()))
    )
