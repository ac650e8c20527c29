"""What each person did in a period: leads, visits, orders, collections, against his target (TEAM-02, TEAM-06)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Value

from customers.lead.models import Lead
from customers.visit.models import Visit
from performance.coaching.models import CoachingNote
from performance.collection.result import collected_between, completion
from performance.metric import service
from performance.metric.by_person import NOTHING, ORDERED_SUMS
from performance.metric.membership import Days, Membership
from performance.metric.rules import part_of
from performance.plan.target import targets_of
from performance.quota.models import Quota
from performance.team.rules import elapsed_share, is_behind, months_between
from salesmgmt.core import calendar
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

HELD = (Visit.Status.DONE, Visit.Status.REPORTED)
MONTH, QUARTER, YEAR = "month", "quarter", "year"


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a year, and how much of it has passed."""

    name: str
    first: dt.date
    last: dt.date
    day: dt.date

    @cached_property
    def elapsed(self) -> Decimal:
        return elapsed_share(self.first, self.last, self.day)

    @property
    def days(self) -> Days:
        return Days(self.first, self.last)

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> list[int]:
        return months_between(self.first, self.last)

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def working_days_left(self) -> int:
        """Today included, as long as it lies in the period."""
        if self.day > self.last:
            return 0
        start = max(self.day, self.first)
        return calendar.working_days_between(start - dt.timedelta(days=1), self.last)


def period_of(name: str, day: dt.date | None = None) -> Period:
    """The month, the quarter or the year (without another name) in which the day lies."""
    day = day or calendar.today()
    if name == MONTH:
        return Period(MONTH, *calendar.month_bounds(day), day)
    if name == QUARTER:
        quarter = calendar.quarter_of(day)
        return Period(QUARTER, quarter.first_day, quarter.last_day, day)
    return Period(YEAR, dt.date(day.year, 1, 1), dt.date(day.year, 12, 31), day)


@dataclass
class Progress:
    """One person's row: what he did in the period, his target and whether he is behind."""

    person: User
    period: Period
    leads: int = 0
    visits: int = 0
    orders: int = 0
    order_amount: Decimal = ZERO
    collected: Decimal = ZERO
    target: Decimal | None = None
    notes: int = 0

    @property
    def ratio(self) -> Decimal | None:
        return completion(self.collected, self.target)

    @property
    def gap(self) -> Decimal | None:
        return max(self.target - self.collected, ZERO) if self.target else None

    @property
    def is_behind(self) -> bool:
        return is_behind(self.collected, self.target, self.period.elapsed)


@dataclass
class UnitProgress:
    """The sum of what people did while they were below a unit. ``now`` are those who are; ``rows`` is what is added up:
    of whoever changed his unit in the period a row of each stretch in which he was here; ``parts`` those of them who were
    elsewhere for a time."""

    unit: Unit
    now: list[Progress] = field(default_factory=list)
    rows: list[Progress] = field(default_factory=list)
    parts: list[Progress] = field(default_factory=list)

    @property
    def people(self) -> int:
        return len(self.now)

    @property
    def behind(self) -> int:
        return sum(row.is_behind for row in self.now)

    @property
    def leads(self) -> int:
        return sum(row.leads for row in self.rows)

    @property
    def visits(self) -> int:
        return sum(row.visits for row in self.rows)

    @property
    def orders(self) -> int:
        return sum(row.orders for row in self.rows)

    @property
    def order_amount(self) -> Decimal:
        return sum((row.order_amount for row in self.rows), ZERO)

    @property
    def collected(self) -> Decimal:
        return sum((row.collected for row in self.rows), ZERO)

    @property
    def target(self) -> Decimal | None:
        return sum((row.target or ZERO for row in self.rows), ZERO) or None

    @property
    def ratio(self) -> Decimal | None:
        return completion(self.collected, self.target)


def progress_of(user: User, people: Sequence[User], period: Period) -> list[Progress]:
    """A row for each of these people, in as many queries whatever their number (TEAM-02)."""
    return progress_in(people, [period], [collected_between(user, period.first, period.last)])[0]


def progress_in(
    people: Sequence[User],
    periods: Sequence[Period],
    collected: Sequence[dict[int, Decimal]],
    with_notes: bool = True,
) -> list[list[Progress]]:
    """The same for several periods, each sum asked once for all of them; ``collected`` is {person: amount} of each."""
    pks = [person.pk for person in people]
    days = [(period.first, period.last) for period in periods]
    moments = [(calendar.at(first), calendar.at(last + dt.timedelta(days=1))) for first, last in days]
    visits = Visit.objects.filter(visitor__any_of=pks, status__in=HELD)
    counted = _counted(
        _count_in("leads", Lead.objects.filter(owner__any_of=pks), "owner", "created_at", moments),
        _count_in("visits", visits, "visitor", "day", days),
    )
    notes = _count(CoachingNote.objects.open().filter(rep__any_of=pks), "rep") if with_notes else {}
    found = []
    for place, period in enumerate(periods):
        targets = targets_of(pks, period.year, period.months)
        ordered = ORDERED_SUMS.of_people(period.first, period.last, pks)
        found.append(
            [
                Progress(
                    person,
                    period,
                    leads=counted.get(("leads", person.pk, place), 0),
                    visits=counted.get(("visits", person.pk, place), 0),
                    orders=ordered.get(person.pk, NOTHING)[0],
                    order_amount=ordered.get(person.pk, NOTHING)[1],
                    collected=collected[place].get(person.pk, ZERO),
                    target=targets.get(person.pk),
                    notes=notes.get(person.pk, 0),
                )
                for person in people
            ]
        )
    return found


def _counted(*asked: Any) -> dict[tuple[str, int, int], int]:
    """``{(what, person, place of the span): number}`` of several counts, in one query."""
    first, *rest = asked
    return {
        (what, person, place): number
        for what, person, *numbers in first.union(*rest, all=True)
        for place, number in enumerate(numbers)
    }


def _count_in(what: str, rows: Any, owner: str, field: str, spans: Sequence[tuple]) -> Any:
    """Rows of (what, owner, number of each span ...). Days count to the last, moments up to the end."""
    last = "lt" if isinstance(spans[0][1], dt.datetime) else "lte"
    whole = {f"{field}__gte": min(each[0] for each in spans), f"{field}__{last}": max(each[1] for each in spans)}
    numbers = {
        f"number_{place}": Count(field, filter=Q(**{f"{field}__gte": begin, f"{field}__{last}": end}))
        for place, (begin, end) in enumerate(spans)
    }
    found = rows.filter(**whole).order_by().annotate(what=Value(what), whose=F(owner)).values("what", "whose")
    return found.annotate(**numbers).values_list("what", "whose", *numbers)


def _count(rows: Any, name: str) -> dict:
    return dict(rows.order_by().values_list(name).annotate(number=Count("pk")))


@dataclass(frozen=True)
class Rank:
    """The place of one person among all who have a quota, by how much of it they have collected; equals share a place."""

    place: int
    people: int


def rank_of(person: User, year: int) -> Rank | None:
    """None for who has no quota. Nobody is named: the place alone is shown, where the setting allows it."""
    quotas = dict(Quota.objects.in_force(year).order_by().values_list("rep", "collection_amount"))
    if not quotas.get(person.pk):
        return None
    collected = service.collected(dt.date(year, 1, 1), dt.date(year, 12, 31), list(quotas))
    ratios = {pk: collected.get(pk, ZERO) / quota for pk, quota in quotas.items() if quota}
    mine = ratios[person.pk]
    return Rank(1 + sum(ratio > mine for ratio in ratios.values()), len(ratios))


def by_unit(rows: list[Progress], units: Sequence[Unit], period: Period) -> list[UnitProgress]:
    """The rows summed for each of these units: everybody in its subtree, on the days on which he was there (TEAM-08)."""
    found = []
    moved = moved_in(period) if units else []
    gone = {row.person.pk for _path, row in moved}
    placed = [(row.person.unit.path, row) for row in rows if row.person.unit is not None] if units else []
    for unit in units:
        now = [row for path, row in placed if path.startswith(unit.path)]
        counted = [row for row in now if row.person.pk not in gone]
        here = [row for path, row in moved if path.startswith(unit.path)]
        days: Counter[int] = Counter()
        for row in here:
            days[row.person.pk] += row.period.length
        if now or here:
            parts = [row for row in here if days[row.person.pk] < period.length]
            found.append(UnitProgress(unit, now, [*counted, *here], parts))
    return found


def moved_in(period: Period) -> list[tuple[str, Progress]]:
    """``(path of the unit, row)`` of each stretch of the period in the unit in which a representative was on its days, of
    those who changed it since the period began. His target goes with the days, as the time elapsed does."""
    teams = Membership(period.first)
    people = {person.pk: person for person in User.objects.filter(pk__in=teams.moved) if person.has_role(Role.REP)}
    if not people:
        return []
    targets, paths = targets_of(list(people), period.year, period.months), dict(Unit.objects.values_list("pk", "path"))
    found = []
    for days, units in teams.parts(people, period.first, period.last).items():
        part = replace(period, first=days.first, last=days.last)
        collected = service.collected(days.first, days.last, units)
        for row in progress_in([people[pk] for pk in units], [part], [collected], with_notes=False)[0]:
            row.target = part_of(targets.get(row.person.pk), (period.first, period.last), (days.first, days.last))
            found.append((paths.get(units[row.person.pk], ""), row))
    return found
