"""The answer to a question: rows with the period before and the same months a year before, and the documents behind each.

The table, the chart, the workbook and the rows that a figure leads to are all made of this (ANA-04).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.lead.states import LeadSource
from performance.analysis.span import Span, months_between
from performance.analysis.states import BY_PERSON, Split
from performance.analysis.sums import Counted, Sums, customers_by_channel
from performance.metric.daily import Half
from performance.metric.membership import Members, Membership, as_people
from performance.metric.permissions import people_seen
from performance.metric.responsibility import NO_UNIT, Responsibility, plus
from performance.metric.rules import growth_rate, share
from pricing.product.models import Product
from salesmgmt.core.calendar import add_months
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import Any

    from performance.analysis.measure import Source
    from performance.analysis.question import Question

NOTHING = (0, 0)
KINDS_OF = {Split.REGION: (Unit.Kind.REGION,), Split.TEAM: (Unit.Kind.TEAM, Unit.Kind.OFFICE)}
FIELD_OF = {Split.CUSTOMER: "", Split.CHANNEL: "", Split.SEGMENT: "segment", Split.GRADE: "grade"}


@dataclass(frozen=True)
class Line:
    """One row of the answer. ``previous`` is the period before, ``earlier`` the same months a year before."""

    key: Any
    label: str
    value: Decimal | None
    previous: Decimal | None
    earlier: Decimal | None
    part: Decimal | None = None
    rows: str = ""

    @property
    def difference(self) -> Decimal | None:
        """What was added since the period before; of all rows together it is that of the whole (ANA-04)."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def change(self) -> Decimal | None:
        return _growth(self.value, self.previous)

    @property
    def change_on_year(self) -> Decimal | None:
        return _growth(self.value, self.earlier)


def _growth(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if value is None or before is None else growth_rate(value, before)


class Answer:
    """ANA-04: a question answered for one person: he sees what the people whose figures he reads sold (SEC-01).

    Without a person it is the clock that asks, for a report whose readers are asked for their rights.
    """

    def __init__(self, question: Question, user: User | None = None) -> None:
        self.question, self.user = question, user
        self.measure, self.span = question.what(), question.span()
        self.source = question.source()
        self._read: dict[Span, dict] = {}
        self._all: Counted | None = None

    # -- the rows ------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> Any:
        """Whose rows count, of a unit on the days on which they belonged to it; None: everybody's, and what nobody is in
        charge of."""
        seen = people_seen(self.user) if self.user is not None else None
        found: Any = None if seen is None else set(seen)
        question = self.question
        if question.unit is not None:
            unit = Unit.objects.filter(pk=question.unit).first()
            if unit is not None and unit.parent_id is not None:
                found = _both(found, self._teams.of_unit(unit, self._since, self.span.last))
        if question.rep is not None:
            found = _both(found, [question.rep])
        return found

    @cached_property
    def _since(self) -> dt.date:
        """The first day that anything is compared with."""
        return min(span.first for span in self._spans)

    @cached_property
    def _teams(self) -> Membership:
        return Membership(self._since)

    def rows(self, span: Span, people: Any, source: Source) -> Any:
        """The documents of these months, narrowed to what is asked for, of these people."""
        behind = source.behind
        return self._narrowed(Half(behind.rows(span), behind.customer, behind.day), span, people, source)

    def _narrowed(self, half: Half, span: Span, people: Any, source: Source) -> Any:
        found, question = half.rows, self.question
        if question.customer is not None:
            found = found.filter(**{half.customer: question.customer})
        if question.product is not None:
            found = found.filter(**{source.product: question.product})
        if question.category is not None:
            found = found.filter(**{f"{source.product}__category": question.category})
        if people is not None:
            whose = replace(source.behind, customer=half.customer, day=half.day)
            found = found.filter(whose.of(people, span.first))
        return found

    def behind(self, key: str) -> tuple[Any, tuple]:
        """``(rows, (above, below))`` of one row of the table: what its figure was added up from."""
        source, span, people = self._source, self.span, self.people
        split = Split(self.question.split)
        condition: dict[str, Any] = {}
        if split == Split.MONTH:
            span = _month(key) or span
        elif split in BY_PERSON:
            people = _both(people, self._people_of(split, key))
        elif split == Split.CHANNEL:
            condition = {f"{source.behind.customer}__in": customers_by_channel(key).values("pk")}
        elif key:
            condition = {self._path(split, source, source.behind.customer): key}
        else:
            condition = {self._path(split, source, source.behind.customer) + "__isnull": True}
        rows = self.rows(span, people, source).filter(**condition)
        return rows, self._sum(rows, source)

    def _people_of(self, split: Split, key: str) -> Any:
        if split == Split.REP:
            return [int(key)] if key.isdecimal() else []
        units = [unit for unit, nearest in self._nearest(split).items() if str(nearest) == key]
        return self._teams.of_units(units, self._since, self.span.last)

    # -- the figures ---------------------------------------------------------------------------------------

    @property
    def _source(self) -> Source:
        if self.source is None:
            raise LookupError("a measure without products was asked for one")
        return self.source

    @cached_property
    def lines(self) -> list[Line]:
        """ANA-04: month by month in order, every other split with the largest first."""
        if self.question.split == Split.MONTH:
            return self._months()
        return self._groups(self._keys)

    def _months(self) -> list[Line]:
        """Each month beside the one before it and the same one a year before: one query for all of them."""
        return [
            Line(
                f"{month:%Y-%m}",
                f"{month:%Y-%m}",
                self._value(month),
                self._value(add_months(month, -1)),
                self._value(add_months(month, -12)),
                self._part(self._by_month.get(month, NOTHING)),
                self.address(f"{month:%Y-%m}"),
            )
            for month in self.span.each
        ]

    def _value(self, month: dt.date) -> Decimal | None:
        return self.measure.value(*self._by_month.get(month, NOTHING))

    @cached_property
    def _by_month(self) -> dict[dt.date, tuple]:
        """From the first month that anything is compared with up to the last."""
        first = min(self.span.year_before.first, self.span.preceding.first)
        found: dict = {}
        for day, parts in self._grouped(Span(first, months_between(first, self.span.last) + 1)).items():
            _add(found, day.replace(day=1), parts)
        return found

    def _by_group(self, span: Span) -> dict:
        """What was counted of each group in these months, read once."""
        if self.question.split in BY_PERSON:
            if span not in self._read:
                self._read[span] = self._grouped(span)
        elif self._all is None:
            self._all = self.sums.read()
            self._read = {each: {} for each in self._spans}
            for key, pairs in self._all.rows.items():
                for each, parts in zip(self._spans, pairs, strict=True):
                    self._read[each][key] = parts
        return self._read[span]

    @cached_property
    def sums(self) -> Sums:
        """The groups in the three spans, for who adds them up further in the database."""
        split, source = Split(self.question.split), self._source
        return Sums(
            source,
            self._spans,
            lambda half, span: self._narrowed(half, span, self.people, source),
            lambda customer: self._path(split, source, customer),
            by_channel=split == Split.CHANNEL,
            is_number=self.measure.kind == "int",
        )

    @cached_property
    def _counted(self) -> Counted:
        """The largest groups and the whole of all; where they fit on a page these are all there are."""
        if self.question.split not in BY_PERSON:
            return self.sums.largest(SHOWN + 1)
        read = [self._by_group(span) for span in self._spans]
        values = self.values_of(self.span)
        keys = nlargest(SHOWN + 1, self._keys, key=lambda key: _rank(values.get(key), key))
        rows = {key: tuple(each.get(key, NOTHING) for each in read) for key in keys}
        return Counted(rows, len(self._keys), tuple(_added(each.values()) for each in read))

    @cached_property
    def _spans(self) -> tuple[Span, Span, Span]:
        """The months, the ones before and those of the year before."""
        return self.span, self.span.preceding, self.span.year_before

    def values_of(self, span: Span) -> dict[Any, Decimal | None]:
        """``{key: figure}`` of the groups in these months."""
        return {key: self.measure.value(*parts) for key, parts in self._by_group(span).items()}

    def value_of(self, span: Span) -> Decimal | None:
        """The figure of all rows of these months."""
        return self.measure.value(*self._whole_of(span))

    @cached_property
    def _keys(self) -> set:
        return set().union(*(self._by_group(span) for span in self._spans))

    def _groups(self, keys: Iterable) -> list[Line]:
        now, before, earlier = (self._by_group(span) for span in self._spans)
        return self._made(
            {key: (now.get(key, NOTHING), before.get(key, NOTHING), earlier.get(key, NOTHING)) for key in keys}
        )

    def _made(self, rows: dict[Any, tuple]) -> list[Line]:
        """The lines of these groups, the largest first."""
        labels, value = self.labels(rows), self.measure.value
        made = [
            Line(
                key,
                labels.get(key) or _("without"),
                value(*now),
                value(*before),
                value(*earlier),
                self._part(now),
                self.address(key),
            )
            for key, (now, before, earlier) in rows.items()
        ]
        return sorted(made, key=lambda line: (line.value is None, -(line.value or 0), line.label))

    def _grouped(self, span: Span) -> dict:
        """``{key: (above, below)}``, of months by day; persons by who was in charge on the day."""
        source, split = self._source, Split(self.question.split)
        found: dict = {}
        for half in source.halves(span):
            if split in BY_PERSON:
                sums = self._by_person(half, span, source)
            else:
                rows = self._narrowed(half, span, self.people, source).order_by()
                sums = {row[0]: row[1:] for row in rows.values_list(half.day).annotate(**source.sums)}
            if not found:
                found = sums
                continue
            for key, parts in sums.items():
                _add(found, key, parts)
        return self._of_units(found, split) if split in KINDS_OF else found

    def _by_person(self, half: Half, span: Span, source: Source) -> dict:
        teams = self._teams if self.question.split in KINDS_OF else None
        if person := source.behind.person:
            noted = self._narrowed(half, span, self.people, source).order_by()
            return self._noted(noted, person, half.day, source, teams)
        rows = self._narrowed(half, span, None, source)
        return Responsibility(span.first).sums(rows, half.customer, half.day, self.people, teams=teams, **source.sums)

    def _noted(self, rows: Any, person: str, day: str, source: Source, teams: Membership | None) -> dict:
        """As ``Responsibility.sums`` of rows that name the person themselves."""
        if teams is None:
            return {key: tuple(parts) for key, *parts in rows.values_list(person).annotate(**source.sums)}
        moved = list(teams.moved)
        settled = rows.exclude(**{f"{person}__in": moved}) if moved else rows
        found = {(key, None): tuple(parts) for key, *parts in settled.values_list(person).annotate(**source.sums)}
        if moved:
            by_day = rows.filter(**{f"{person}__in": moved}).values_list(person, day)
            for key, when, *parts in by_day.annotate(**source.sums):
                _add(found, (key, teams.unit_on(key, when) or NO_UNIT), tuple(parts))
        return found

    def _of_units(self, sums: dict, split: Split) -> dict:
        """Those of whoever changed his team by the unit of the day, of all others by theirs."""
        nearest, units = self._nearest(split), dict(User.objects.values_list("pk", "unit"))
        found: dict = {}
        for (person, unit), parts in sums.items():
            _add(found, nearest.get(units.get(person) if unit is None else unit), parts)
        return found

    @cached_property
    def _all_units(self) -> dict[int, Unit]:
        return Unit.objects.in_bulk()

    def _nearest(self, split: Split) -> dict[int | None, int | None]:
        """``{unit: the team or region that it is or lies in}``, the nearest."""
        kinds = KINDS_OF[split]
        found: dict[int | None, int | None] = {}
        for unit in self._all_units.values():
            known = (self._all_units[pk] for pk in reversed(unit.ancestor_ids) if pk in self._all_units)
            found[unit.pk] = next((each.pk for each in known if each.kind in kinds), None)
        return found

    def _path(self, split: Split, source: Source, customer: str) -> str:
        if split == Split.PRODUCT:
            return source.product
        if split == Split.CATEGORY:
            return f"{source.product}__category"
        field = FIELD_OF[split]
        if customer == "pk":
            return field or "pk"
        return f"{customer}__{field}" if field else customer

    def _sum(self, rows: Any, source: Source) -> tuple:
        found = rows.order_by().aggregate(**source.sums)
        return found["above"] or 0, found["below"] or 0

    @cached_property
    def _whole(self) -> tuple:
        return self._whole_of(self.span)

    def _whole_of(self, span: Span) -> tuple:
        """What is counted of all rows of these months; a number of orders is no sum of its parts and asked for by itself."""
        if not self.measure.parts_make_whole(self.question.split):
            return self._sum(self.rows(span, self.people, self._source), self._source)
        if self.question.split == Split.MONTH:
            return _added(self._by_month[month] for month in span.each if month in self._by_month)
        return (self._all or self._counted).whole[self._spans.index(span)]

    @cached_property
    def total(self) -> Line:
        value, previous, earlier = (self.value_of(span) for span in self._spans)
        return Line(None, _("Total"), value, previous, earlier)

    def _part(self, parts: tuple) -> Decimal | None:
        return share(parts[0], self._whole[0]) if self.measure.adds_up else None

    # -- words ---------------------------------------------------------------------------------------------

    def address(self, key: Any) -> str:
        """Where the rows behind a figure are; nowhere for what nobody was in charge of."""
        if key is None and self.question.split in BY_PERSON:
            return ""
        return f"{self._rows_address}{'' if key is None else key}"

    @cached_property
    def _rows_address(self) -> str:
        query = self.question.query
        return f"{reverse('analysis-rows')}?{query}{'&' if query else ''}at="

    def labels(self, keys: Iterable) -> dict:
        split = Split(self.question.split)
        wanted = [key for key in keys if key is not None]
        if split == Split.SEGMENT:
            return {key: str(Customer.Segment(key).label) for key in wanted}
        if split == Split.CHANNEL:
            return {key: str(LeadSource(key).label) for key in wanted}
        if split == Split.GRADE:
            return {key: str(Grade(key).label) if key else _("without") for key in wanted}
        if split == Split.CUSTOMER:
            return dict(Customer.objects.filter(pk__in=wanted).values_list("pk", "name"))
        models: dict[Split, Any] = {
            Split.PRODUCT: Product,
            Split.CATEGORY: ProductCategory,
            Split.REP: User,
            Split.REGION: Unit,
            Split.TEAM: Unit,
        }
        return {pk: str(row) for pk, row in models[split].objects.in_bulk(wanted).items()}

    @property
    def largest(self) -> tuple[list[Line], Line | None]:
        """What the page shows: so many rows, and the others as one, so that they make the whole."""
        if self.question.split == Split.MONTH:
            return self.lines, None
        rows, number = self._counted.rows, self._counted.number
        if number <= SHOWN + 1:
            return self._made(rows), None
        shown = self._made(dict(list(rows.items())[:SHOWN]))
        label = _("%(n)d others") % {"n": number - SHOWN}
        if not self.measure.adds_up:
            return shown, Line(None, label, None, None, None)
        value, previous, earlier, part = (
            (whole or ZERO) - sum((getattr(line, name) or ZERO for line in shown), ZERO)
            for name, whole in (
                ("value", self.total.value),
                ("previous", self.total.previous),
                ("earlier", self.total.earlier),
                ("part", self._part(self._whole)),
            )
        )
        return shown, Line(None, label, value, previous, earlier, part)


SHOWN = 50


def _rank(value: Decimal | None, key: Any) -> tuple:
    return value is not None, value or 0, str(key)


def _month(text: str) -> Span | None:
    try:
        return Span(dt.date.fromisoformat(f"{text}-01"), 1)
    except ValueError:
        return None


def _both(found: Any, others: Any) -> Any:
    """Who is of both; one of them may be Members."""
    if found is None:
        return as_people(others)
    if isinstance(found, Members):
        return found & as_people(others)
    return others & found if isinstance(others, Members) else found & set(others)


def _add(found: dict, key: Any, parts: tuple) -> None:
    found[key] = tuple(map(plus, found.get(key, NOTHING), parts))


def _added(parts: Iterable[tuple]) -> tuple:
    found = NOTHING
    for each in parts:
        found = tuple(map(plus, found, each))
    return found
