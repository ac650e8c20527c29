"""Sales kept ready by day, customer and product; a day that has changed since is counted from its documents.

Triggers on invoices, their lines and costs note the days they touch in the same transaction; the job
counts these days again and forgets the notes it has read. A note that comes while it counts is not read yet and stays. So a
figure is never old: what is kept counts for the days without a note, the documents for the others. Hand-overs change
nothing here: who was in charge is asked when a figure is read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Min, Q, Sum

from orders.invoice.models import Invoice
from performance.metric.membership import DAY, as_people
from performance.metric.models import BilledDay, SoldDay, UncountedDays
from performance.metric.once import kept
from performance.metric.responsibility import Responsibility, plus
from performance.metric.sales_rows import invoices_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Stretch:
    """From the first to the last day."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Half:
    """Rows with the paths to their customer and their day."""

    rows: Any
    customer: str
    day: str


@dataclass(frozen=True)
class Daily:
    """A table of days and the documents it is made of. Both have the columns of ``sums``, and ``product`` where ``by`` says so."""

    model: Any
    documents: Callable
    customer: str
    day: str
    sums: tuple[str, ...]
    by: tuple[str, ...] = ()

    def halves(self, period: Any) -> list[Half]:
        """What is kept, and the documents of the days that are not counted yet; only those of the two that there are."""
        open_days = uncounted(period.first, period.last)
        if open_days == [(period.first, period.last)]:
            return [Half(self.documents(period), self.customer, self.day)]
        found = [Half(_outside(self._kept(period), open_days), "customer", "day")]
        if open_days:
            found.append(Half(self.documents(period).filter(_inside(self.day, open_days)), self.customer, self.day))
        return found

    def sums_of(self, period: Any, people: Iterable[int] | None = None, by: str = "", **sums: Any) -> dict:
        """``Responsibility.sums`` of both halves together; ``by`` is a path that both have."""
        responsible = Responsibility(period.first)
        found: dict[Any, tuple] = {}
        people = as_people(people)
        for half in self.halves(period):
            for key, parts in responsible.sums(half.rows, half.customer, half.day, people, by, **sums).items():
                before = found.get(key)
                found[key] = parts if before is None else tuple(map(plus, before, parts))
        return found

    def _kept(self, period: Any) -> Any:
        return self.model.objects.filter(day__range=(period.first, period.last))

    def grouped(self, stretch: Stretch) -> Any:
        """The rows of the table as the documents of these days make them."""
        rows = self.documents(stretch).order_by(self.day).values_list(self.day, self.customer, *self.by)
        return rows.annotate(**{f"sum_{name}": Sum(name) for name in self.sums})

    @property
    def columns(self) -> tuple[str, ...]:
        return ("day", "customer_id", *(f"{name}_id" for name in self.by), *self.sums)

    def count(self, stretch: Stretch) -> None:
        """Write the rows of these days anew."""
        self._kept(stretch).delete()
        select, params = self.grouped(stretch).query.sql_with_params()
        table, columns = self.model._meta.db_table, ", ".join(self.columns)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({columns}) {select}", params)

    def differences(self, stretch: Stretch) -> list[dt.date]:
        """The days on which what is kept is not what the documents say."""
        made, params = self.grouped(stretch).query.sql_with_params()
        columns = ", ".join(self.columns)
        is_kept = f"SELECT {columns} FROM {self.model._meta.db_table} WHERE day BETWEEN %s AND %s"  # noqa: S608
        days = [stretch.first, stretch.last]
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH made ({columns}) AS ({made}), is_kept AS ({is_kept}) "  # noqa: S608
                "SELECT DISTINCT day FROM ((TABLE made EXCEPT ALL TABLE is_kept) UNION ALL "
                "(TABLE is_kept EXCEPT ALL TABLE made)) d ORDER BY 1",
                [*params, *days],
            )
            return [day for (day,) in cursor.fetchall()]


BILLED = Daily(BilledDay, invoices_of, "customer", "date", ("net",))
SOLD = Daily(SoldDay, lines_of, "invoice__customer", "invoice__date", ("net", "quantity", "profit"), ("product",))


def uncounted(first: dt.date, last: dt.date) -> list[Days]:
    """The stretches of these days that are not counted yet, in order and apart from each other."""
    return [
        (max(begin, first), min(end, last))
        for begin, end in kept("uncounted", _noted)
        if begin <= last and end >= first
    ]


def _noted() -> list[Days]:
    return joined(UncountedDays.objects.order_by("first", "last").distinct().values_list("first", "last"))


def joined(stretches: Iterable[Days]) -> list[Days]:
    """Stretches in the order of their beginnings, those that meet or overlap made one."""
    found: list[Days] = []
    for first, last in stretches:
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _inside(day: str, stretches: list[Days]) -> Q:
    found = Q()
    for stretch in stretches:
        found |= Q(**{f"{day}__range": stretch})
    return found


def _outside(rows: Any, stretches: list[Days]) -> Any:
    return rows.exclude(_inside("day", stretches)) if stretches else rows


@transaction.atomic
def count_days(at: dt.datetime | None = None) -> int:
    """The job: count the noted days again; returns how many days that were. Nobody waits for its lock but itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {SoldDay._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    notes = list(UncountedDays.objects.order_by("first", "last").values_list("pk", "first", "last"))
    days = 0
    for stretch in _months(joined((first, last) for _pk, first, last in notes)):
        for daily in (BILLED, SOLD):
            daily.count(stretch)
        days += (stretch.last - stretch.first).days + 1
    UncountedDays.objects.filter(pk__in=[pk for pk, _first, _last in notes]).delete()
    return days


def _months(stretches: list[Days]) -> list[Stretch]:
    """The same days in steps of a month at most, as far as there are documents or rows that are kept."""
    ends = [Invoice.objects.aggregate(first=Min("date"), last=Max("date"))]
    ends += [model.objects.aggregate(first=Min("day"), last=Max("day")) for model in (BilledDay, SoldDay)]
    known = [end for end in ends if end["first"] is not None]
    if not known:
        return []
    begin, end = min(each["first"] for each in known), max(each["last"] for each in known)
    found = []
    for first, last in stretches:
        day, last = max(first, begin), min(last, end)
        while day <= last:
            until = min(last, (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY)
            found.append(Stretch(day, until))
            day = until + DAY
    return found


def wrong_days() -> list[dt.date]:
    """For the check: the counted days on which a kept figure is not what the documents say."""
    noted = _noted()
    found: set[dt.date] = set()
    for stretch in _months([(dt.date.min, dt.date.max)]):
        for daily in (BILLED, SOLD):
            found.update(daily.differences(stretch))
    return sorted(day for day in found if not any(first <= day <= last for first, last in noted))


def count_again(days: Iterable[dt.date]) -> int:
    """Whatever was noted, and these days."""
    UncountedDays.objects.bulk_create(UncountedDays(first=day, last=day) for day in days)
    return count_days()
