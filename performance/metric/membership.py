"""Who belonged to which unit on which day? Who changed team in the middle of a month counts for each by the day (TEAM-08)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import date_format

from performance.metric.once import kept
from salesmgmt.core.calendar import at, day_of
from salesmgmt.core.models import Unit, UnitChange, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Days:
    """From the first to the last day."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{date_format(self.first)} – {date_format(self.last)}"

    def shared(self, other: Days) -> Days | None:
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None


@dataclass(frozen=True)
class Members:
    """The people of a unit in a time: those who belonged to it all along, and of each other the days on which he did."""

    always: frozenset[int]
    partly: tuple[tuple[int, tuple[Days, ...]], ...] = ()

    def __iter__(self) -> Iterator[int]:
        yield from self.always
        yield from self.days

    @cached_property
    def days(self) -> dict[int, tuple[Days, ...]]:
        return dict(self.partly)

    def had(self, person: int | None, day: dt.date | None) -> bool:
        if person is None or person in self.always:
            return person is not None
        return any(day in days for days in self.days.get(person, ()))

    def __and__(self, others: Members | set[int]) -> Members:
        """Who is of these people too, and on which days of both."""
        if not isinstance(others, Members):
            others = Members(frozenset(others))
        partly = []
        for person in sorted({*self.days, *others.days}):
            one, other = self.days.get(person), others.days.get(person)
            if one is None or other is None:
                spans = (one or other or ()) if person in (others if other is None else self).always else ()
            else:
                spans = tuple(both for days in one for more in other if (both := days.shared(more)) is not None)
            if spans:
                partly.append((person, spans))
        return Members(self.always & others.always, tuple(partly))

    def at(self, person: str, day: str) -> Q:
        """The condition of rows that name a person and a day themselves."""
        found = Q(**{f"{person}__in": self.always})
        for pk, spans in self.partly:
            for days in spans:
                found |= Q(**{person: pk, f"{day}__gte": days.first, f"{day}__lt": days.last + DAY})
        return found


def as_people(people: Iterable[int] | None) -> Any:
    """Members as they are, others as a set; None is everybody."""
    return people if people is None or isinstance(people, Members) else frozenset(people)


class Membership:
    """Who changed his unit from ``first`` on: one query, however many people there are.

    From the day of the change on a person belongs to the new unit; before he was given his first one he belongs to that.
    """

    def __init__(self, first: dt.date) -> None:
        # {person: ([day of the change], [unit before the first, after the first, after the second ...])}
        self.moved: dict[int, tuple[list[dt.date], list[int | None]]] = kept(
            ("changed unit", first), lambda: self._read(first)
        )

    @staticmethod
    def _read(first: dt.date) -> dict:
        found: dict = {}
        rows = UnitChange.objects.filter(at__gte=at(first)).order_by("at", "pk")
        for person, moment, before, after in rows.values_list("person", "at", "from_unit", "to_unit"):
            days, units = found.setdefault(person, ([], [before or after]))
            days.append(day_of(moment))
            units.append(after)
        return found

    def unit_on(self, person: int, day: dt.date) -> int | None:
        """The unit of one of the people who changed it."""
        days, units = self.moved[person]
        return units[bisect_right(days, day)]

    def spans(self, person: int, first: dt.date, last: dt.date) -> list[tuple[Days, int | None]]:
        """``(days, unit)`` of one of these people, in order, from the first to the last day."""
        days, units = self.moved[person]
        starts, ends = [first, *days], [*(day - DAY for day in days), last]
        return [
            (Days(max(start, first), min(end, last)), unit)
            for unit, start, end in zip(units, starts, ends, strict=True)
            if max(start, first) <= min(end, last)
        ]

    def of_unit(self, unit: Unit, first: dt.date, last: dt.date) -> Members:
        """Who belonged to the unit or one below it between these days."""
        return self.of_units(Unit.objects.filter(path__startswith=unit.path).values_list("pk", flat=True), first, last)

    def of_units(self, units: Iterable[int], first: dt.date, last: dt.date) -> Members:
        """Who belonged to one of these units between these days."""
        below = set(units)
        now = frozenset(User.objects.filter(unit__in=below).values_list("pk", flat=True))
        if not self.moved:
            return Members(now)
        always, partly, whole = set(now - self.moved.keys()), [], (Days(first, last),)
        for person in sorted(self.moved):
            spans = tuple(days for days, where in self.spans(person, first, last) if where in below)
            if spans == whole:
                always.add(person)
            elif spans:
                partly.append((person, spans))
        return Members(frozenset(always), tuple(partly))

    def parts(self, people: Iterable[int], first: dt.date, last: dt.date) -> dict[Days, dict[int, int | None]]:
        """Of those of these people who changed unit since ``first``: ``{days: {person: his unit on them}}``."""
        found: dict = {}
        for person in people:
            if person in self.moved:
                for days, unit in self.spans(person, first, last):
                    found.setdefault(days, {})[person] = unit
        return found


def members_of(unit: Unit, first: dt.date, last: dt.date) -> Members:
    return Membership(first).of_unit(unit, first, last)
