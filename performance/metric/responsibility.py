"""Whose customer was it on that day? A customer handed over in the middle of a month counts for each by the day (CUS-08)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from django.db.models import DateField, Exists, F, OuterRef, Q, Value

from customers.customer.models import CustomerOwnerHistory
from performance.metric.membership import DAY, Members, as_people
from performance.metric.once import kept
from salesmgmt.core.calendar import at, day_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from performance.metric.membership import Membership


NO_UNIT = 0


class Responsibility:
    """Who was in charge of which customer, from ``first`` on: one query, however many customers there are.

    From the day of a hand-over on the customer is the new one's; the days before his file was opened are those of the
    person it was opened for.
    """

    def __init__(self, first: dt.date) -> None:
        # {customer: ([day of the hand-over], [who was in charge before the first, after the first, after the second ...])}
        self.handed_over: dict[int, tuple[list[dt.date], list[int | None]]] = kept(
            ("handed over", first), lambda: self._read(first)
        )

    @staticmethod
    def _read(first: dt.date) -> dict:
        """Each half of the question by its index: hand-overs from somebody, and those of files that were left to nobody.
        The opening of a file hands nothing over."""
        names = ("at", "pk", "customer", "from_user", "to_user")
        later = CustomerOwnerHistory.objects.filter(at__gte=at(first)).order_by()
        left = CustomerOwnerHistory.objects.filter(to_user__isnull=True).order_by().values("customer")
        earlier = CustomerOwnerHistory.objects.filter(customer=OuterRef("customer"), pk__lt=OuterRef("pk"))
        taken_up = later.filter(Exists(earlier), from_user__isnull=True, customer__in=left)
        rows = later.filter(from_user__isnull=False).values_list(*names).union(taken_up.values_list(*names), all=True)
        found: dict = {}
        for moment, _pk, customer, before, after in sorted(rows, key=lambda row: row[:2]):
            days, people = found.setdefault(customer, ([], [before]))
            days.append(day_of(moment))
            people.append(after)
        return found

    def owner(self, customer: int, day: dt.date) -> int | None:
        """Who was in charge of one of the customers that were handed over."""
        days, people = self.handed_over[customer]
        return people[bisect_right(days, day)]

    def sums(
        self,
        rows: Any,
        customer: str,
        day: str,
        people: Iterable[int] | None = None,
        by: str = "",
        teams: Membership | None = None,
        **sums: Any,
    ) -> dict:
        """``{person or None: (sums ...)}`` of the rows, in one query: ``customer`` and ``day`` are paths from the row.

        With ``people`` only theirs, of Members on their days; with ``by``, another path, ``{(person, value): (sums ...)}``;
        with ``teams`` those who changed unit have a key for each, ``{(person, unit on the day): (sums ...)}``, others None.
        """
        rows, owner, more = rows.order_by(), _owner_path(customer), [by] if by else []
        people = as_people(people)
        settled = rows.exclude(**{f"{customer}__in": list(self.handed_over)})
        if people is not None:
            settled = settled.filter(**{f"{owner}__in": set(people)})
        by_day = self._by_day(people, teams)
        asked = _sums(settled.exclude(**{f"{owner}__in": by_day}) if by_day else settled, F(owner), None, more, sums)
        others = []
        if self.handed_over:
            moved = rows.filter(**{f"{customer}__in": list(self.handed_over)})
            others.append(_sums(moved, F(customer), F(day), more, sums, handed_over=True))
        if by_day:
            others.append(_sums(settled.filter(**{f"{owner}__in": by_day}), F(owner), F(day), more, sums))
        found: dict = {}
        for which, when, handed_over, *rest in asked.union(*others, all=True) if others else asked:
            person = self.owner(which, when) if handed_over else which
            if people is None or _counts(people, person, when):
                unit = (teams.unit_on(person, when) or NO_UNIT) if teams is not None and person in teams.moved else None
                key: Any = (person, unit) if teams is not None else (person, rest.pop(0)) if by else person
                before = found.get(key)
                found[key] = tuple(rest) if before is None else tuple(map(plus, before, rest))
        return found

    @staticmethod
    def _by_day(people: Any, teams: Membership | None) -> set[int]:
        """Of whom the days are needed, because they changed their unit."""
        found = set(people.days) if isinstance(people, Members) else set()
        return found if teams is None else found | teams.moved.keys()

    def of(self, people: Iterable[int] | None, customer: str, day: str) -> Q:
        """The condition of the rows that are these people's; None: of whoever somebody was in charge of."""
        path, wanted = _owner_path(customer), as_people(people)
        if wanted is None:
            mine = Q(**{f"{path}__isnull": False})
        else:
            mine = wanted.at(path, day) if isinstance(wanted, Members) else Q(**{f"{path}__in": wanted})
        found = mine & ~Q(**{f"{customer}__in": list(self.handed_over)})
        for which, (days, owners) in self.handed_over.items():
            starts, ends = [None, *days], [*days, None]
            for owner, start, end in zip(owners, starts, ends, strict=True):
                if owner is None or not (wanted is None or owner in set(wanted)):
                    continue
                span = Q(**{customer: which})
                span &= Q(**{f"{day}__gte": start}) if start else Q()
                span &= Q(**{f"{day}__lt": end}) if end else Q()
                found |= span & _days_of(wanted, owner, day)
        return found


def _counts(people: Any, person: int | None, day: dt.date | None) -> bool:
    return people.had(person, day) if isinstance(people, Members) else person in people


def _days_of(people: Any, person: int, day: str) -> Q:
    """On which days he is one of them."""
    found = Q()
    if isinstance(people, Members):
        for days in people.days.get(person, ()):
            found |= Q(**{f"{day}__gte": days.first, f"{day}__lt": days.last + DAY})
    return found


def _sums(rows: Any, which: Any, when: Any, more: list[str], sums: dict, *, handed_over: bool = False) -> Any:
    """Rows of (person or customer, day or None, is it a customer that was handed over, what they are split by, the sums ...)."""
    when = Value(None, DateField()) if when is None else when
    named = rows.annotate(of_which=which, of_day=when, of_customer=Value(handed_over))
    names = ("of_which", "of_day", "of_customer", *more)
    return named.values(*names).annotate(**sums).values_list(*names, *sums)


def _owner_path(customer: str) -> str:
    return "owner" if customer == "pk" else f"{customer}__owner"


def plus(one: Any, other: Any) -> Any:
    """Two sums, of which one may be of nothing."""
    return other if one is None else one if other is None else one + other
