"""Does every rep visit the customers in his charge twice a week? (VIS-05, 004 §7.10)"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from customers.visit.models import Visit
from customers.visit_week.models import WeeklyVisitCompliance
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.models import User

if TYPE_CHECKING:
    pass


# A blocked or sleeping customer is not visited twice a week.
NOT_IN_CHARGE = (Customer.Status.BLOCKED, Customer.Status.DORMANT)
PER_CUSTOMER = "per_customer"


@dataclass
class CustomerWeek:
    """One customer in one week."""

    customer: Customer
    done: int
    required: int

    @property
    def missing(self) -> int:
        return max(0, self.required - self.done)


@dataclass
class RepWeek:
    """One rep in one ISO week; ``missing`` is judged by the scope of SET-16."""

    rep: User
    week: tuple
    required: int
    scope: str
    rows: list = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def missing_rows(self) -> list:
        return [row for row in self.rows if row.missing] if self.scope == PER_CUSTOMER else []

    @property
    def missing(self) -> int:
        """Visits too few: over the customers, or over the rep's total where that is what counts."""
        if self.scope == PER_CUSTOMER:
            return sum(row.missing for row in self.rows)
        return max(0, self.required - self.done) if self.rows else 0

    @property
    def is_compliant(self) -> bool:
        return self.missing == 0

    @property
    def compliant_customers(self) -> int:
        return sum(row.missing == 0 for row in self.rows)


def bounds(week: tuple) -> tuple:
    """Monday and Sunday of an ISO week (year, number)."""
    year, number = week
    monday = dt.date.fromisocalendar(year, number, 1)
    return monday, monday + dt.timedelta(days=6)


def compliance_of_all(reps: list[User], weeks: list) -> dict:
    """``{(rep pk, week): RepWeek}``: each ISO week customer by customer; only visits held count (VIS-05, SET-16).

    Four queries, however many reps, customers and weeks.

    A week that is over goes by the record of its Monday, because customers change hands; a running one by the file.
    """
    required, scope = policy().visits_per_week, policy().visits_scope
    found = {(rep.pk, week): RepWeek(rep, week, required, scope) for rep in reps for week in weeks}
    closed = _record_of(reps, weeks)
    in_charge, counted = _in_charge(reps), _counts(reps, weeks)
    each = required if scope == PER_CUSTOMER else 0
    for (pk, week), made in found.items():
        stored = closed.get(week)
        rows = stored.get(pk, []) if stored is not None else [(customer, None) for customer in in_charge.get(pk, [])]
        made.rows = [
            CustomerWeek(customer, counted[pk, customer.pk, week] if done is None else done, each)
            for customer, done in rows
        ]
    return found


def _record_of(reps: list[User], weeks: list) -> dict:
    """``{week: {rep: [(customer, done)]}}`` of the weeks whose Monday job ran."""
    years = {year for year, _number in weeks}
    stored = WeeklyVisitCompliance.objects.filter(year__in=years, week__in={number for _year, number in weeks})
    known: dict = {week: {} for week in stored.order_by().values_list("year", "week").distinct()}
    for row in stored.filter(rep__in=reps).select_related("customer").order_by("customer__name"):
        known[row.year, row.week].setdefault(row.rep_id, []).append((row.customer, row.done))
    return known


def _in_charge(reps: list[User]) -> dict:
    rows = Customer.objects.live().filter(owner__in=reps).exclude(status__in=NOT_IN_CHARGE).order_by("name")
    found: dict = {}
    for customer in rows:
        found.setdefault(customer.owner_id, []).append(customer)
    return found


def _counts(reps: list[User], weeks: list) -> dict:
    """``{(rep, customer, week): visits held}``."""
    days = [day for week in weeks for day in bounds(week)]
    if not days:
        return Counter()
    rows = Visit.objects.held().between(min(days), max(days)).filter(visitor__in=reps)
    grouped = rows.order_by().values_list("visitor", "customer", "day").annotate(number=Count("pk"))
    found: Counter = Counter()
    for rep, customer, day, number in grouped:
        found[rep, customer, calendar.iso_week(day)] += number
    return found


def recount(visit: Visit) -> None:
    """A visit written down after its week was closed still counts in it."""
    year, week = calendar.iso_week(visit.day)
    rows = WeeklyVisitCompliance.objects.filter(rep=visit.visitor, customer=visit.customer, year=year, week=week)
    if rows.exists():
        first, last = bounds((year, week))
        held = Visit.objects.held().between(first, last).filter(visitor=visit.visitor, customer=visit.customer)
        rows.update(done=held.count())


def close_week(at: dt.datetime) -> int:
    """J14 weekly_visits: on Monday keep the past week of every rep, and tell him which customers he missed (VIS-05): one to-do,
    which opens his week, and comes once."""
    week = calendar.iso_week(at.astimezone(calendar.SHANGHAI).date() - dt.timedelta(days=7))
    owners = User.objects.filter(customers__isnull=False, is_active=True).distinct()
    found = compliance_of_all(list(owners), [week]).values()
    WeeklyVisitCompliance.objects.bulk_create(
        [
            WeeklyVisitCompliance(rep=each.rep, customer=row.customer, year=week[0], week=week[1], done=row.done)
            for each in found
            for row in each.rows
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    stored = (
        WeeklyVisitCompliance.objects.filter(year=week[0], week=week[1]).order_by("rep_id", "pk").distinct("rep_id")
    )
    first = {row.rep_id: row for row in stored.select_related("rep")}
    behind = {each.rep.pk: each for each in found if not each.is_compliant}
    rows = [(first[pk], each.rep, partial(_missing_visits, each)) for pk, each in behind.items()]
    made = open_tasks(
        "weekly_visits",
        rows,
        key=f"{week[0]}-W{week[1]:02d}",
        body=lambda about: _who_is_missing(behind[about.rep_id]),
        queue="weekly_visits",
        tell=True,
    )
    return len(made)


def _missing_visits(found: RepWeek) -> str:
    year, week = found.week
    return _("Week %(week)d of %(year)d: %(missing)d visits missing") % {
        "week": week,
        "year": year,
        "missing": found.missing,
    }


def _who_is_missing(found: RepWeek) -> str:
    """Every customer with what is missing."""
    names = [
        _("%(customer)s: %(missing)d missing") % {"customer": row.customer.name, "missing": row.missing}
        for row in found.missing_rows
    ]
    return "\n".join(names)
