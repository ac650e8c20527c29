"""Whose customer was it on that day? A customer handed over in the middle of a month counts for each by the day (CUS-08)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from django.db.models import DateField, Exists, F, OuterRef, Q, Value

from customers.customer.models import CustomerOwnerHistory
from performance.metric.once import kept
from salesmgmt.core.calendar import at, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

DAY = dt.timedelta(days=1)


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
        self, rows: Any, customer: str, day: str, people: Iterable[int] | None = None, by: str = "", **sums: Any
    ) -> dict:
        """``{person or None: (sums ...)}`` of the rows, in one query: ``customer`` and ``day`` are paths from the row.

        With ``people`` only theirs; with ``by``, another path, ``{(person, value): (sums ...)}``.
        """
        rows, owner, more = rows.order_by(), _owner_path(customer), [by] if by else []
        settled = rows.exclude(**{f"{customer}__in": list(self.handed_over)})
        if people is not None:
            people = set(people)
            settled = settled.filter(**{f"{owner}__in": people})
        asked = _sums(settled, F(owner), Value(None, DateField()), more, sums)
        if self.handed_over:
            moved = rows.filter(**{f"{customer}__in": list(self.handed_over)})
            asked = asked.union(_sums(moved, F(customer), F(day), more, sums), all=True)
        found: dict = {}
        for which, when, *rest in asked:
            person = which if when is None else self.owner(which, when)
            if people is None or person in people:
                key = (person, rest.pop(0)) if by else person
                before = found.get(key)
                found[key] = tuple(rest) if before is None else tuple(map(plus, before, rest))
        return found

    def of(self, people: Iterable[int] | None, customer: str, day: str) -> Q:
        """The condition of the rows that are these people's; None: of whoever somebody was in charge of."""
        path = _owner_path(customer)
        mine = Q(**{f"{path}__isnull": False}) if people is None else Q(**{f"{path}__in": set(people)})
        wanted = None if people is None else set(people)
        found = mine & ~Q(**{f"{customer}__in": list(self.handed_over)})
        for which, (days, owners) in self.handed_over.items():
            starts, ends = [None, *days], [*days, None]
            for owner, start, end in zip(owners, starts, ends, strict=True):
                if owner is not None if wanted is None else owner in wanted:
                    span = Q(**{customer: which})
                    span &= Q(**{f"{day}__gte": start}) if start else Q()
                    span &= Q(**{f"{day}__lt": end}) if end else Q()
                    found |= span
        return found


def _sums(rows: Any, which: Any, when: Any, more: list[str], sums: dict) -> Any:
    """Rows of (person or customer, day, what they are split by, the sums ...)."""
    named = rows.annotate(of_which=which, of_day=when).values("of_which", "of_day", *more)
    return named.annotate(**sums).values_list("of_which", "of_day", *more, *sums)


def _owner_path(customer: str) -> str:
    return "owner" if customer == "pk" else f"{customer}__owner"


def plus(one: Any, other: Any) -> Any:
    """Two sums, of which one may be of nothing."""
    return other if one is None else one if other is None else one + other
