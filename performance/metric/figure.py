"""A figure of a person, of a unit or of the company in a period, with the two parts it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from performance.metric.membership import Members, as_people, members_of
from performance.metric.period import Period
from performance.metric.responsibility import Responsibility
from performance.metric.states import MetricUnit
from salesmgmt.core.models import User
from salesmgmt.core.templatetags.salesmgmt import money, number, percent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import Unit


@dataclass(frozen=True)
class Figure:
    """``value`` None is n/a. Of a rate (a share, 0.15) ``numerator`` by ``denominator``; ``rows`` is the address of the
    list of what it was counted from."""

    value: Decimal | None
    numerator: Decimal
    denominator: Decimal | None
    rows: str = ""


@dataclass(frozen=True)
class Row:
    """One of the rows behind a figure."""

    day: dt.date
    text: str
    address: str
    customer: Any
    amount: Decimal | None = None


@dataclass(frozen=True)
class Behind:
    """The rows behind a metric: ``rows(period)`` is a queryset, ``show(record)`` a Row of it.

    Whose they are is told by the customer and the day, or by ``person``, the path of who was noted on the row itself.
    """

    rows: Callable
    show: Callable
    customer: str = "customer"
    day: str = "date"
    person: str = ""

    def of(self, people: Iterable[int], first: dt.date) -> Q:
        """The condition of the rows from ``first`` on that are these people's."""
        people = as_people(people)
        if not self.person:
            return Responsibility(first).of(people, self.customer, self.day)
        if isinstance(people, Members):
            return people.at(self.person, self.day)
        return Q(**{f"{self.person}__in": people})


@dataclass(frozen=True)
class Metric:
    """One indicator: what it counts (``definition``: tax, returns, samples, reversals, whose customer), one way to count.

    ``of_people(period, people or None)`` gives ``{person or None: (numerator, denominator)}`` in a constant number of
    queries; ``combine(numerator, denominator)`` the value. What several people did is counted from their sums.
    """

    code: str
    name: Any
    unit: MetricUnit
    definition: Any
    of_people: Callable
    combine: Callable
    behind: Behind
    higher_is_better: bool = True
    is_cost: bool = False  # SEC-03: shown to those who see cost
    of_market: Callable | None = (
        None  # (unit, period) -> the denominator of a unit, where it is not the sum of its people's
    )

    def values(self, people: Iterable[User | int], period: Period) -> dict[int, Figure]:
        """``{pk: Figure}`` of each of these people, also of those for whom nothing was found: a constant number of
        queries, however many they are."""
        pks: list[Any] = [getattr(person, "pk", person) for person in people]
        found = self.of_people(period, pks)
        figures = {}
        for pk in pks:
            numerator, denominator = found.get(pk, self.nothing)
            figures[pk] = self._figure(numerator, denominator, period, person=pk)
        return figures

    def value(self, person: User | int, period: Period) -> Figure:
        return next(iter(self.values([person], period).values()))

    def together(self, people: Iterable[User | int], period: Period) -> Figure:
        """Of these people together."""
        pks = [getattr(person, "pk", person) for person in people]
        numerator, denominator = _added(self.of_people(period, pks).values(), self.nothing)
        return self._figure(numerator, denominator, period)

    def of_unit(self, unit: Unit, period: Period) -> Figure:
        """Of whoever was in the unit or one below it, for the days on which he was; of the company itself also what
        nobody is in charge of."""
        people = None if unit.parent_id is None else people_of(unit, period)
        numerator, denominator = _added(self.of_people(period, people).values(), self.nothing)
        if self.of_market is not None:
            denominator = self.of_market(unit, period)
        return self._figure(numerator, denominator, period, unit=unit.pk)

    def of_company(self, period: Period) -> Figure:
        """Of everybody, and of what nobody is in charge of."""
        numerator, denominator = _added(self.of_people(period, None).values(), self.nothing)
        if self.of_market is not None:
            denominator = self.of_market(None, period)
        return self._figure(numerator, denominator, period)

    @property
    def is_rate(self) -> bool:
        return self.unit == MetricUnit.PERCENT

    @property
    def nothing(self) -> tuple:
        return (0, 0) if self.is_rate else (0, None)

    def _figure(self, numerator: Any, denominator: Any, period: Period, **whose: int) -> Figure:
        asked = "".join(f"&{name}={pk}" for name, pk in whose.items())
        address = f"{reverse('metric-rows', args=[self.code])}?period={period}{asked}"
        return Figure(self.combine(numerator, denominator), numerator, denominator, address)

    def text(self, value: Decimal | None) -> str:
        """As every page shows it: ¥1,234.50, 15.0 %, 3; what cannot be counted is n/a (KPI-14)."""
        if value is None:
            return _("n/a")
        if self.unit == MetricUnit.PERCENT:
            return percent(value)
        return money(value) if self.unit == MetricUnit.MONEY else number(value)


def people_of(unit: Unit, period: Period) -> Members:
    """Who was in the unit or one below it in the period or in one that it is compared with, and on which days."""
    return members_of(unit, period.year_before.first, period.last)


def _added(found: Iterable, nothing: tuple) -> tuple:
    numerator, denominator = nothing
    for one, other in found:
        numerator += one
        denominator = denominator + other if other is not None and denominator is not None else denominator
    return numerator, denominator
