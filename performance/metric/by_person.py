"""What was collected and ordered, kept ready by day and by whoever was in charge; a day that has changed since is counted
from its documents.

The database notes the days of a booking, of an order that changes, and of a customer who gets another person in charge, in
the same transaction; the job makes the sums of these days anew and forgets the notes it has read. What was somebody's on a
day stays his when the customer is handed over afterwards, so a hand-over touches the days from it on and none before.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Sum
from django.db.models.functions import TruncMonth

from orders.account.models import LedgerEntry
from orders.account.querysets import total
from orders.order.models import Order
from orders.order.states import OrderStatus
from orders.receivables.collection import COLLECTED
from performance.metric.daily import in_months, inside, joined, outside
from performance.metric.models import PersonDay, UncountedPersonDays
from performance.metric.once import kept
from performance.metric.responsibility import Responsibility
from performance.metric.states import KeptSum
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal
    from typing import Any

    from performance.metric.daily import Days, Stretch

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
        return {person: sums for (person, _), sums in self._read(first, last, people, by_month=False).items()}

    def by_month(
        self, first: dt.date, last: dt.date, people: Iterable[int] | None = None
    ) -> dict[tuple[int | None, dt.date], Sums]:
        """``{(person or None, first of the month): (number, amount)}``"""
        return self._read(first, last, people, by_month=True)

    def whole(self, first: dt.date, last: dt.date, people: Iterable[int] | None) -> Sums:
        """Of these people together; of everybody for whom somebody was in charge without ``people``."""
        found = self.of_people(first, last, people)
        parts = [sums for person, sums in found.items() if person is not None]
        return sum(number for number, _amount in parts), sum((amount for _number, amount in parts), ZERO)

    def _read(self, first: dt.date, last: dt.date, people: Iterable[int] | None, *, by_month: bool) -> dict:
        wanted = None if people is None else set(people)
        open_days = self.uncounted(first, last)
        found: dict = {}
        if open_days != [(first, last)]:
            found = self._from_sums(outside(self._kept(first, last), open_days), wanted, by_month=by_month)
        if open_days:
            for key, sums in self._from_documents(first, last, open_days, wanted, by_month=by_month).items():
                found[key] = _added(found.get(key, NOTHING), sums)
        return found

    def _kept(self, first: dt.date, last: dt.date) -> Any:
        return PersonDay.objects.filter(what=self.what, day__range=(first, last)).order_by()

    @staticmethod
    def _from_sums(rows: Any, people: set[int] | None, *, by_month: bool) -> dict:
        if people is not None:
            rows = rows.filter(person__in=people)
        month = {"of_month": TruncMonth("day")} if by_month else {}
        named = rows.annotate(**month).values_list("person", *month)
        return {
            (person, *(when or [None])): (number, amount)
            for person, *when, number, amount in named.annotate(sum_number=Sum("number"), sum_amount=Sum("amount"))
        }

    def _from_documents(
        self, first: dt.date, last: dt.date, open_days: list[Days], people: set[int] | None, *, by_month: bool
    ) -> dict:
        rows = self.documents(first, last).filter(inside(self.day, open_days))
        if by_month:
            rows = rows.annotate(of_month=TruncMonth(self.day))
        sums = Responsibility(first).sums(
            rows, self.customer, self.day, people, "of_month" if by_month else "", number=Count("pk"), sum=total("amount")
        )
        return {
            (key if by_month else (key, None)): (number, self.sign * amount)
            for key, (number, amount) in sums.items()
        }

    # -- what is kept --------------------------------------------------------------------------------------

    def uncounted(self, first: dt.date, last: dt.date) -> list[Days]:
        """The stretches of these days that are not counted yet, in order and apart from each other."""
        return [
            (max(begin, first), min(end, last))
            for begin, end in self.noted()
            if begin <= last and end >= first
        ]

    def noted(self) -> list[Days]:
        return joined((first, last) for what, first, last in kept("days of people", _notes) if what == self.what)

    def made(self, stretch: Stretch) -> dict[tuple[dt.date, int | None], Sums]:
        """``{(day, person or None): (number, amount)}`` as the documents say."""
        sums = Responsibility(stretch.first).sums(
            self.documents(stretch.first, stretch.last),
            self.customer,
            self.day,
            by=self.day,
            number=Count("pk"),
            sum=total("amount"),
        )
        return {(day, person): (number, self.sign * amount) for (person, day), (number, amount) in sums.items()}

    def count(self, stretch: Stretch) -> None:
        """Make the sums of these days anew."""
        self._kept(stretch.first, stretch.last).delete()
        PersonDay.objects.bulk_create(
            (
                PersonDay(what=self.what, day=day, person_id=person, number=number, amount=amount)
                for (day, person), (number, amount) in self.made(stretch).items()
            ),
            batch_size=2000,
        )

    def differences(self, stretch: Stretch) -> set[dt.date]:
        """The days on which what is kept is not what the documents say."""
        rows = self._kept(stretch.first, stretch.last).values_list("day", "person", "number", "amount")
        stored: dict = defaultdict(lambda: NOTHING)
        for day, person, number, amount in rows:
            stored[day, person] = _added(stored[day, person], (number, amount))
        made = self.made(stretch)
        return {key[0] for key in {*stored, *made} if stored.get(key, NOTHING) != made.get(key, NOTHING)}

    def months(self, stretches: list[Days]) -> list[Stretch]:
        """The same days in steps of a month, as far as there are documents or sums."""
        documents = self.documents(dt.date.min, dt.date.max).aggregate(first=Min(self.day), last=Max(self.day))
        stored = PersonDay.objects.filter(what=self.what).aggregate(first=Min("day"), last=Max("day"))
        return in_months(stretches, [documents, stored])


COLLECTED_SUMS = Kept(KeptSum.COLLECTED, collected_entries, "account__customer", "date", sign=-1)
ORDERED_SUMS = Kept(KeptSum.ORDERED, orders_between, "customer", "order_date")
BY_PERSON = (COLLECTED_SUMS, ORDERED_SUMS)


def _notes() -> list[tuple]:
    """Of all sums, in one query."""
    return list(UncountedPersonDays.objects.order_by("first", "last").distinct().values_list("what", "first", "last"))


def _added(one: Sums, other: Sums) -> Sums:
    return one[0] + other[0], one[1] + other[1]


@transaction.atomic
def count_people(at: dt.datetime | None = None) -> int:
    """The job: make the sums of the noted days anew; returns how many days that were. Nobody waits for its lock but itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {PersonDay._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    days = 0
    for each in BY_PERSON:
        notes = list(UncountedPersonDays.objects.filter(what=each.what).order_by("first", "last"))
        for stretch in each.months(joined((note.first, note.last) for note in notes)):
            each.count(stretch)
            days += (stretch.last - stretch.first).days + 1
        UncountedPersonDays.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return days


def wrong_person_days() -> list[tuple[KeptSum, dt.date]]:
    """For the check: what and on which counted day a kept sum is not what the documents say."""
    found: list = []
    for each in BY_PERSON:
        noted = each.noted()
        for stretch in each.months([(dt.date.min, dt.date.max)]):
            for day in sorted(each.differences(stretch)):
                if not any(first <= day <= last for first, last in noted):
                    found.append((each.what, day))
    return found


def count_people_again(days: Iterable[tuple[KeptSum, dt.date]]) -> int:
    """Whatever was noted, and these days."""
    UncountedPersonDays.objects.bulk_create(UncountedPersonDays(what=what, first=day, last=day) for what, day in days)
    return count_people()
