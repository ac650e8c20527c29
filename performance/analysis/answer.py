"""The answer to a question: rows with the period before and the same months a year before, and the documents behind each.

The table, the chart, the workbook and the rows that a figure leads to are all made of this (ANA-04).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.category.models import ProductCategory
from customers.customer.models import Customer
from customers.customer.states import Grade
from performance.analysis.span import Span
from performance.analysis.states import BY_PERSON, Split
from performance.metric.permissions import people_seen
from performance.metric.responsibility import Responsibility
from performance.metric.rules import growth_rate, share
from pricing.product.models import Product
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
FIELD_OF = {Split.CUSTOMER: "", Split.SEGMENT: "segment", Split.GRADE: "grade"}


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

    # -- the rows ------------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> set[int] | None:
        """Whose rows count; None: everybody's, and what nobody is in charge of."""
        seen = people_seen(self.user) if self.user is not None else None
        found = None if seen is None else set(seen)
        question = self.question
        if question.unit is not None:
            unit = Unit.objects.filter(pk=question.unit).first()
            if unit is not None and unit.parent_id is not None:
                found = _both(found, User.objects.below(unit.path).values_list("pk", flat=True))
        if question.rep is not None:
            found = _both(found, [question.rep])
        return found

    def rows(self, span: Span, people: set[int] | None, source: Source) -> Any:
        """The rows of these months, narrowed to what is asked for, of these people."""
        found, question = source.behind.rows(span), self.question
        if question.customer is not None:
            found = found.filter(**{source.behind.customer: question.customer})
        if question.product is not None:
            found = found.filter(**{source.product: question.product})
        if question.category is not None:
            found = found.filter(**{f"{source.product}__category": question.category})
        if people is not None and source.behind.person:
            found = found.filter(**{f"{source.behind.person}__in": people})
        elif people is not None:
            mine = Responsibility(span.first).of(people, source.behind.customer, source.behind.day)
            found = found.filter(mine)
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
        elif key:
            condition = {self._path(split, source): key}
        else:
            condition = {self._path(split, source) + "__isnull": True}
        rows = self.rows(span, people, source).filter(**condition)
        return rows, self._sum(rows, source)

    def _people_of(self, split: Split, key: str) -> list[int]:
        if split == Split.REP:
            return [int(key)] if key.isdecimal() else []
        return [person for person, unit in self._units(split).items() if str(unit) == key]

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
        return self._groups()

    def _months(self) -> list[Line]:
        """Each month beside the one before it and the same one a year before: one query for all of them."""
        begins = Span(self.span.year_before.first, self.span.months + 12)
        found = self._grouped(begins)
        values = {month: self.measure.value(*found.get(month, NOTHING)) for month in begins.each}
        return [
            Line(
                f"{month:%Y-%m}",
                f"{month:%Y-%m}",
                values[month],
                values[Span(month, 1).preceding.first],
                values[Span(month, 1).year_before.first],
                self._part(found.get(month, NOTHING)),
                self._address(f"{month:%Y-%m}"),
            )
            for month in self.span.each
        ]

    def _groups(self) -> list[Line]:
        spans = (self.span, self.span.preceding, self.span.year_before)
        now, before, earlier = (self._grouped(span) for span in spans)
        keys = {*now, *before, *earlier}
        labels = self._labels(keys)
        made = [
            Line(
                key,
                labels.get(key) or _("without"),
                self.measure.value(*now.get(key, NOTHING)),
                self.measure.value(*before.get(key, NOTHING)),
                self.measure.value(*earlier.get(key, NOTHING)),
                self._part(now.get(key, NOTHING)),
                self._address(key),
            )
            for key in keys
        ]
        return sorted(made, key=lambda line: (line.value is None, -(line.value or 0), line.label))

    def _grouped(self, span: Span) -> dict:
        """``{key: (above, below)}``; persons by who was in charge on the day, everything else in the database."""
        source, split = self._source, Split(self.question.split)
        if split in BY_PERSON:
            return self._by_person(span, split, source)
        rows = self.rows(span, self.people, source).order_by()
        if split == Split.MONTH:
            rows = rows.annotate(of_month=TruncMonth(source.behind.day)).values_list("of_month")
        else:
            rows = rows.values_list(self._path(split, source))
        return {_key(key): tuple(sums) for key, *sums in rows.annotate(**source.sums)}

    def _by_person(self, span: Span, split: Split, source: Source) -> dict:
        behind = source.behind
        if behind.person:
            noted = self.rows(span, self.people, source).order_by().values_list(behind.person)
            sums = {person: tuple(parts) for person, *parts in noted.annotate(**source.sums)}
        else:
            rows = self.rows(span, None, source)
            sums = Responsibility(span.first).sums(rows, behind.customer, behind.day, self.people, **source.sums)
        if split == Split.REP:
            return sums
        units = self._units(split)
        found: dict = {}
        for person, parts in sums.items():
            unit = units.get(person) if person is not None else None
            found[unit] = tuple(map(_plus, found.get(unit, NOTHING), parts))
        return found

    @cached_property
    def _all_units(self) -> dict[int, Unit]:
        return Unit.objects.in_bulk()

    def _units(self, split: Split) -> dict[int, int | None]:
        """``{person: his team or region}``, the nearest above him."""
        kinds = KINDS_OF[split]
        found = {}
        for person, path in User.objects.values_list("pk", "unit__path"):
            above = [int(part) for part in (path or "").strip("/").split("/") if part]
            known = (self._all_units[pk] for pk in reversed(above) if pk in self._all_units)
            found[person] = next((unit.pk for unit in known if unit.kind in kinds), None)
        return found

    def _path(self, split: Split, source: Source) -> str:
        if split == Split.PRODUCT:
            return source.product
        if split == Split.CATEGORY:
            return f"{source.product}__category"
        customer, field = source.behind.customer, FIELD_OF[split]
        if customer == "pk":
            return field or "pk"
        return f"{customer}__{field}" if field else customer

    def _sum(self, rows: Any, source: Source) -> tuple:
        found = rows.order_by().aggregate(**source.sums)
        return found["above"] or 0, found["below"] or 0

    @cached_property
    def _whole(self) -> tuple:
        return self._sum(self.rows(self.span, self.people, self._source), self._source)

    @cached_property
    def total(self) -> Line:
        """The whole, asked for by itself: rates and numbers of orders are no sums of their parts."""
        source = self._source
        now, before, earlier = (
            self._whole,
            self._sum(self.rows(self.span.preceding, self.people, source), source),
            self._sum(self.rows(self.span.year_before, self.people, source), source),
        )
        value, previous, a_year_before = (self.measure.value(*each) for each in (now, before, earlier))
        return Line(None, _("Total"), value, previous, a_year_before)

    def _part(self, parts: tuple) -> Decimal | None:
        return share(parts[0], self._whole[0]) if self.measure.adds_up else None

    # -- words ---------------------------------------------------------------------------------------------

    def _address(self, key: Any) -> str:
        """Where the rows behind a figure are; nowhere for what nobody was in charge of."""
        if key is None and self.question.split in BY_PERSON:
            return ""
        query = self.question.query
        return f"{reverse('analysis-rows')}?{query}{'&' if query else ''}at={'' if key is None else key}"

    def _labels(self, keys: Iterable) -> dict:
        split = Split(self.question.split)
        wanted = [key for key in keys if key is not None]
        if split == Split.SEGMENT:
            return {key: str(Customer.Segment(key).label) for key in wanted}
        if split == Split.GRADE:
            return {key: str(Grade(key).label) if key else _("without") for key in wanted}
        models: dict[Split, Any] = {
            Split.PRODUCT: Product,
            Split.CATEGORY: ProductCategory,
            Split.CUSTOMER: Customer,
            Split.REP: User,
            Split.REGION: Unit,
            Split.TEAM: Unit,
        }
        rows = models[split].objects.in_bulk(wanted)
        return {pk: row.name if split == Split.CUSTOMER else str(row) for pk, row in rows.items()}

    @property
    def largest(self) -> tuple[list[Line], Line | None]:
        """What the page shows: so many rows, and the others as one, so that they make the whole."""
        lines = self.lines
        if len(lines) <= SHOWN + 1:
            return lines, None
        shown, others = lines[:SHOWN], lines[SHOWN:]
        if not self.measure.adds_up:
            return shown, replace(others[0], key=None, label=_others(others), value=None, previous=None, earlier=None)
        value, previous, earlier, part = (
            sum((getattr(line, name) or ZERO for line in others), ZERO)
            for name in ("value", "previous", "earlier", "part")
        )
        return shown, Line(None, _others(others), value, previous, earlier, part)


SHOWN = 50


def _others(lines: list) -> str:
    return _("%(n)d others") % {"n": len(lines)}


def _month(text: str) -> Span | None:
    try:
        return Span(dt.date.fromisoformat(f"{text}-01"), 1)
    except ValueError:
        return None


def _key(key: Any) -> Any:
    """A month as a day, whatever the database gives."""
    return key.date() if isinstance(key, dt.datetime) else key


def _both(found: set[int] | None, others: Iterable[int]) -> set[int]:
    return set(others) if found is None else found & set(others)


def _plus(one: Any, other: Any) -> Any:
    return (one or 0) + (other or 0)
