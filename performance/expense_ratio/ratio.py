"""What sales cost: approved claims by the sales amount, per person, team and month (EXP-08)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import TruncMonth

from performance.expense_claim.models import ExpenseLine
from performance.metric.catalogue import METRICS
from performance.metric.membership import Membership
from performance.metric.period import Period
from performance.metric.rules import share
from performance.metric.sales import sales, sales_by_month
from performance.metric.states import PeriodKind
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role, scopes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import Any

MONTHS = 12
SELLERS = (Role.REP, Role.SUP, Role.MGR, Role.DIR)


@dataclass(frozen=True)
class Ratio:
    """Claims by sales of somebody or some time; ``who`` a person, a unit or a Period."""

    who: Any
    claims: Decimal
    sales: Decimal
    sales_rows: str = ""

    @property
    def value(self) -> Decimal | None:
        return expense_ratio(self.claims, self.sales)


def expense_ratio(claims: Decimal, sales: Decimal) -> Decimal | None:
    """Claims by sales: 2,000 of 100,000 is 0.02, shown as 2.0 %; None where nothing was sold (EXP-08)."""
    return share(claims, sales)


def people_of(user: User) -> Any:
    """The sales people whose claims and sales this person sees: what both rows of the matrix give him."""
    claims, figures = scopes(user, "expense_claim", "R"), scopes(user, "metric", "R")
    rows = User.objects.active().filter(roles__overlap=[str(role) for role in SELLERS]).select_related("unit")
    for granted in (claims, figures):
        if "a" not in granted:
            rows = rows.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted & set("otg"))))
    return rows.order_by("unit__path", "username")


def claims_of(people: Iterable[int], period: Any) -> dict[int, Decimal]:
    """``{person: sum}`` of the lines of approved claims whose day lies in the period, as finance left them."""
    rows = ExpenseLine.objects.approved().filter(
        date__range=(period.first, period.last), claim__claimant__in=list(people)
    )
    return rows.sums("claim__claimant")


def claims_by_month(people: Iterable[int], period: Period) -> dict[dt.date, Decimal]:
    """``{first of the month: sum}`` of the same lines of these people together: one query."""
    rows = ExpenseLine.objects.approved().filter(
        date__range=(period.first, period.last), claim__claimant__in=list(people)
    )
    return rows.annotate(of_month=TruncMonth("date")).sums("of_month")


def by_person(people: list[User], period: Period) -> list[Ratio]:
    """One row a person: two sums, whatever the number of claims and invoices."""
    claims, sold = claims_of([person.pk for person in people], period), METRICS["sales"].values(people, period)
    return [
        Ratio(person, claims.get(person.pk, ZERO), sold[person.pk].value or ZERO, sold[person.pk].rows)
        for person in people
    ]


def by_unit(rows: list[Ratio], period: Period) -> list[Ratio]:
    """The rows of people added up by the unit in which they were on each day, in the order of the units."""
    teams = Membership(period.first)
    parts = [(row.who.unit, row.claims, row.sales) for row in rows if row.who.pk not in teams.moved]
    units = Unit.objects.in_bulk() if len(parts) < len(rows) else {}
    for days, places in teams.parts([row.who.pk for row in rows], period.first, period.last).items():
        claims, sold = claims_of(places, days), sales(days, places)
        for pk, unit in places.items():
            parts.append((units.get(unit), claims.get(pk, ZERO), sold.get(pk, (ZERO, None))[0]))
    found: dict = {}
    for unit, spent, got in sorted(parts, key=lambda part: part[0].path if part[0] else ""):
        before = found.get(unit, Ratio(unit, ZERO, ZERO))
        found[unit] = Ratio(unit, before.claims + spent, before.sales + got)
    return list(found.values())


def by_month(people: list[User], year: int) -> list[Ratio]:
    """The twelve months of a year, of these people together: a fixed number of queries."""
    pks, whole = [person.pk for person in people], Period(PeriodKind.YEAR, dt.date(year, 1, 1))
    claims, sold = claims_by_month(pks, whole), sales_by_month(whole, pks)
    months = [Period(PeriodKind.MONTH, dt.date(year, month, 1)) for month in range(1, MONTHS + 1)]
    return [Ratio(month, claims.get(month.first, ZERO), sold.get(month.first, ZERO)) for month in months]


def total_of(rows: list[Ratio]) -> Ratio:
    """All rows as one."""
    return Ratio(None, sum((row.claims for row in rows), ZERO), sum((row.sales for row in rows), ZERO))
