"""What was collected and ordered, kept ready by month and by whoever was in charge; a month of which a day has changed
since is counted from its documents.

The database notes the days of a booking, of an order that changes, and of a customer who gets another person in charge, in
the same transaction; the job makes the sums of these months anew and forgets the notes it has read. What was somebody's on
a day stays his when the customer is handed over afterwards, so a hand-over touches the days from it on and none before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth

from orders.account.models import LedgerEntry
from orders.account.querysets import total
from orders.order.models import Order
from orders.order.states import OrderStatus
from orders.receivables.collection import COLLECTED
from performance.metric.daily import joined
from performance.metric.membership import Days, Members, as_people
from performance.metric.models import PersonMonth, UncountedPersonDays
from performance.metric.once import kept
from performance.metric.responsibility import Responsibility
from performance.metric.states import KeptSum
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal
    from typing import Any

    from performance.metric.daily import Days as Stretches

# What the customer has ordered for good: drafts, what waits for confirmation and what was cancelled are no orders yet.
ORDER_STATES = tuple(
    status for status in OrderStatus if status not in (OrderStatus.DRAFT, OrderStatus.SUBMITTED, OrderStatus.CANCELLED)
)
Sums = tuple[int, "Decimal"]
NOTHING: Sums = (0, ZERO)


def collected_entries(first: dt.date, last: dt.date) -> Any:
    """The confirmed payments, their reversals and refunds, by the day of the document (REC-14)."""
    return LedgerEntry.objects.filter(COLLECTED, date__range=(first, last))


def orders_between(first: dt.date, last: dt.date) -> Any:
    """The orders dated in these days, with tax; neither drafts nor what waits for confirmation nor what was cancelled."""
    return Order.objects.filter(status__in=ORDER_STATES, order_date__range=(first, last))


@dataclass(frozen=True)
class Kept:
    """One of the sums that are kept, and the documents it is made of."""

    what: KeptSum
    documents: Callable
    customer: str
    day: str
    sign: int = 1

    def of_people(self, first: dt.date, last: dt.date, people: Iterable[int] | None = None) -> dict[int | None, Sums]:
        """``{person or None: (number, amount)}`` of these days, each for whoever was in charge on the day."""
        people = as_people(people)
        if not isinstance(people, Members):
            some = None if people is None else set(people)
            if some is None or len(some) > 1:
                return self._summed(first, last, some)
        found: dict[int | None, Sums] = {}
        for (person, _month), sums in self.by_month(first, last, people).items():
            found[person] = _added(found.get(person, NOTHING), sums)
        return found

    def _summed(self, first: dt.date, last: dt.date, people: set[int] | None) -> dict[int | None, Sums]:
        """of_people() of many: the months that stand ready are added up by the database."""
        months, ready = self._months(first, last)
        found: dict[int | None, Sums] = {}
        if ready:
            rows = self._rows(ready, months, people).values("person").annotate(Sum("number"), Sum("amount"))
            found = {row["person"]: (row["number__sum"], row["amount__sum"]) for row in rows}
        if len(ready) < len(months):
            others = self._from_documents(first, last, _others(months, set(ready), first, last), people)
            for (person, _month), sums in others.items():
                found[person] = _added(found.get(person, NOTHING), sums)
        return found

    def whole(self, first: dt.date, last: dt.date, people: Iterable[int] | None) -> Sums:
        """Of these people together; without ``people`` of everybody who was in charge of something."""
        found = NOTHING
        for person, sums in self.of_people(first, last, people).items():
            found = found if person is None else _added(found, sums)
        return found

    def by_month(
        self, first: dt.date, last: dt.date, people: Iterable[int] | None = None
    ) -> dict[tuple[int | None, dt.date], Sums]:
        """``{(person or None, first of the month): (number, amount)}``"""
        people = as_people(people)
        if isinstance(people, Members):
            return self._of_members(first, last, people)
        people = None if people is None else set(people)
        months, ready = self._months(first, last)
        found: dict = {}
        if ready:
            found = self._of_one(ready, *people) if people and len(people) == 1 else self._stored(ready, months, people)
        if len(ready) < len(months):
            found |= self._from_documents(first, last, _others(months, set(ready), first, last), people)
        return found

    def _months(self, first: dt.date, last: dt.date) -> tuple[list[dt.date], list[dt.date]]:
        """All months of these days, and those of which the sums stand ready."""
        noted = self.uncounted(first, last)
        months = list(months_between(first, last))
        return months, [month for month in months if _is_ready(month, first, last, noted)]

    def _rows(self, ready: list[dt.date], months: list[dt.date], people: set[int] | None) -> Any:
        rows = PersonMonth.objects.filter(what=self.what, month__range=(ready[0], ready[-1])).order_by()
        rows = rows.exclude(month__in=[month for month in months if month not in set(ready)])
        return rows if people is None else rows.filter(person__any_of=list(people))

    def _stored(self, ready: list[dt.date], months: list[dt.date], people: set[int] | None) -> dict:
        sums = self._rows(ready, months, people).values_list("person", "month", "number", "amount")
        return {(person, month): (number, amount) for person, month, number, amount in sums}

    def _of_one(self, ready: list[dt.date], person: int) -> dict:
        """A page of one person asks for both sums of a month and of the year: they are read together, once."""
        years = ready[0].replace(month=1), ready[-1].replace(month=12)
        rows = PersonMonth.objects.filter(person=person, month__range=years).order_by()
        read = kept(("months of", person, years), lambda: list(rows.values_list("what", "month", "number", "amount")))
        wanted = set(ready)
        return {
            (person, month): (number, amount)
            for what, month, number, amount in read
            if what == self.what and month in wanted
        }

    def _of_members(self, first: dt.date, last: dt.date, people: Members) -> dict:
        """Of everybody on the days on which he was one of them."""
        found = self.by_month(first, last, people.always)
        for person, spans in people.partly:
            for days in spans:
                both = days.shared(Days(first, last))
                if both is not None:
                    for key, sums in self.by_month(both.first, both.last, [person]).items():
                        found[key] = _added(found.get(key, NOTHING), sums)
        return found

    def _from_documents(self, first: dt.date, last: dt.date, days: list[Stretches], people: Any) -> dict:
        """Of months of which nothing that is kept is read."""
        rows = self.documents(first, last).filter(self._within(days)).annotate(of_month=TruncMonth(self.day))
        sums = Responsibility(first).sums(
            rows, self.customer, self.day, people, "of_month", number=Count("pk"), sum=total("amount")
        )
        return {key: (number, self.sign * amount) for key, (number, amount) in sums.items()}

    def _within(self, days: list[Stretches]) -> Q:
        found = Q()
        for stretch in days:
            found |= Q(**{f"{self.day}__range": stretch})
        return found

    # -- what is kept --------------------------------------------------------------------------------------

    def uncounted(self, first: dt.date, last: dt.date) -> list[Stretches]:
        """The stretches of these days that are not counted yet, in order and apart from each other."""
        return [(max(begin, first), min(end, last)) for begin, end in self.noted() if begin <= last and end >= first]

    def noted(self) -> list[Stretches]:
        return joined((first, last) for what, first, last in kept("days of people", _notes) if what == self.what)

    def made(self, month: dt.date) -> dict[int | None, Sums]:
        """``{person or None: (number, amount)}`` of a month as the documents say."""
        days = month_bounds(month)
        return {person: sums for (person, _month), sums in self._from_documents(*days, [days], None).items()}

    def count(self, month: dt.date) -> None:
        """Make the sums of this month anew."""
        PersonMonth.objects.filter(what=self.what, month=month).delete()
        PersonMonth.objects.bulk_create(
            PersonMonth(what=self.what, month=month, person_id=person, number=number, amount=amount)
            for person, (number, amount) in self.made(month).items()
        )

    def agrees(self, month: dt.date) -> bool:
        rows = PersonMonth.objects.filter(what=self.what, month=month).values_list("person", "number", "amount")
        return sorted(rows, key=str) == sorted(((pk, *sums) for pk, sums in self.made(month).items()), key=str)

    def months(self, stretches: list[Stretches]) -> list[dt.date]:
        """The months that these days touch, as far as there are documents or sums."""
        documents = self.documents(dt.date.min, dt.date.max).aggregate(first=Min(self.day), last=Max(self.day))
        stored = PersonMonth.objects.filter(what=self.what).aggregate(first=Min("month"), last=Max("month"))
        known = [end for end in (documents, stored) if end["first"] is not None]
        if not known:
            return []
        begin, end = min(each["first"] for each in known), max(each["last"] for each in known)
        end = month_bounds(end)[1]
        clipped = [(max(first, begin.replace(day=1)), min(last, end)) for first, last in stretches]
        return sorted({month for first, last in clipped if first <= last for month in months_between(first, last)})


COLLECTED_SUMS = Kept(KeptSum.COLLECTED, collected_entries, "account__customer", "date", sign=-1)
ORDERED_SUMS = Kept(KeptSum.ORDERED, orders_between, "customer", "order_date")
BY_PERSON = (COLLECTED_SUMS, ORDERED_SUMS)


def months_between(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    """The first days of the months that these days touch."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield dt.date(number // 12, number % 12 + 1, 1)


def _is_ready(month: dt.date, first: dt.date, last: dt.date, noted: list[Stretches]) -> bool:
    """All of the month is asked for, and none of its days is noted."""
    begin, end = month_bounds(month)
    return first <= begin and end <= last and not any(one <= end and other >= begin for one, other in noted)


def _others(months: list[dt.date], ready: set[dt.date], first: dt.date, last: dt.date) -> list[Stretches]:
    bounds = (month_bounds(month) for month in months if month not in ready)
    return joined((max(begin, first), min(end, last)) for begin, end in bounds)


def _notes() -> list[tuple]:
    """Of all sums, in one query."""
    return list(UncountedPersonDays.objects.order_by("first", "last").distinct().values_list("what", "first", "last"))


def _added(one: Sums, other: Sums) -> Sums:
    return one[0] + other[0], one[1] + other[1]


@transaction.atomic
def count_people(at: dt.datetime | None = None) -> int:
    """The job: make the sums of the noted months anew; returns how many. Nobody waits for its lock but itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {PersonMonth._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    counted = 0
    for each in BY_PERSON:
        notes = list(UncountedPersonDays.objects.filter(what=each.what).order_by("first", "last"))
        for month in each.months(joined((note.first, note.last) for note in notes)):
            each.count(month)
            counted += 1
        UncountedPersonDays.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return counted


def wrong_months() -> list[tuple[KeptSum, dt.date]]:
    """For the check: what and of which counted month a kept sum is not what the documents say."""
    ever = (dt.date.min, dt.date.max)
    return [
        (each.what, month)
        for each in BY_PERSON
        for month in each.months([ever])
        if not each.uncounted(*month_bounds(month)) and not each.agrees(month)
    ]


def count_again(months: Iterable[tuple[KeptSum, dt.date]]) -> int:
    """Whatever was noted, and these months."""
    UncountedPersonDays.objects.bulk_create(
        UncountedPersonDays(what=what, first=month, last=month) for what, month in months
    )
    return count_people()
