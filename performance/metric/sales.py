"""What was sold, and what it left: from the posted invoices and their credit notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import TruncMonth

from customers.customer.maturity import first_supplied_in
from orders.account.querysets import total
from performance.metric.daily import BILLED, SOLD
from performance.metric.models import MarketVolume
from performance.metric.once import once
from performance.metric.responsibility import Responsibility
from performance.metric.sales_rows import invoices_of
from performance.metric.states import PeriodKind
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from performance.metric.period import Period

Found = dict
OUTSIDE_GROUP = "outside_group"


@once
def sales(period: Period, people: Iterable[int] | None = None) -> Found:
    """Sales amount (KPI-01)."""
    sums = BILLED.sums_of(period, people, amount=total("net"))
    return {person: (amount, None) for person, (amount,) in sums.items()}


def sales_by_month(period: Period, people: Iterable[int]) -> dict[dt.date, Decimal]:
    """``{first of the month: sales amount}`` of these people together, counted as ``sales`` does, in as many queries."""
    found: dict = {}
    for half in BILLED.halves(period):
        rows = half.rows.annotate(of_month=TruncMonth(half.day))
        sums = Responsibility(period.first).sums(
            rows, half.customer, half.day, people, by="of_month", amount=total("net")
        )
        for (_person, month), (amount,) in sums.items():
            found[month] = found.get(month, ZERO) + amount
    return found


def external(period: Period) -> Q:
    """SET-53: sales outside the own group, or exports, which are billed at a tax rate of nothing."""
    if policy().external_sales == OUTSIDE_GROUP:
        return Q(customer__is_group_company=False)
    return Q(tax=0) & ~Q(net=0)


def external_sales(period: Period, people: Iterable[int] | None = None) -> Found:
    """External sales (外销, KPI-03)."""
    rows = invoices_of(period).filter(external(period))
    sums = Responsibility(period.first).sums(rows, "customer", "date", people, amount=total("net"))
    return {person: (amount, None) for person, (amount,) in sums.items()}


@once
def profit(period: Period, people: Iterable[int] | None = None) -> Found:
    """Profit: what the lines left over their cost (KPI-01)."""
    sums = SOLD.sums_of(period, people, amount=total("profit"))
    return {person: (amount, None) for person, (amount,) in sums.items()}


def _beside(one: Found, other: Found) -> Found:
    """``{person: (numerator, denominator)}`` of two amounts."""
    nothing = (ZERO, None)
    return {person: (one.get(person, nothing)[0], other.get(person, nothing)[0]) for person in {*one, *other}}


def growth(period: Period, people: Iterable[int] | None = None) -> Found:
    """Sales of the period beside those of the period before it (KPI-14)."""
    return _beside(sales(period, people), sales(period.preceding, people))


def growth_on_year(period: Period, people: Iterable[int] | None = None) -> Found:
    """Sales of the period beside those of the same period a year before."""
    return _beside(sales(period, people), sales(period.year_before, people))


def margin(period: Period, people: Iterable[int] | None = None) -> Found:
    return _beside(profit(period, people), sales(period, people))


def new_customer_share(period: Period, people: Iterable[int] | None = None) -> Found:
    """Sales to customers that are new in the calendar year, beside all sales (KPI-10, CUS-12)."""
    new = first_supplied_in(period.last.year, "customer__")
    return Responsibility(period.first).sums(
        invoices_of(period), "customer", "date", people, new=total("net", filter=new), every=total("net")
    )


def market_share(period: Period, people: Iterable[int] | None = None) -> Found:
    """Own sales beside the volume of the market of his unit, or of the nearest one above it that has one (KPI-14)."""
    found, volumes = sales(period, people), _volumes(period)
    wanted = set(people) if people is not None else {person for person in found if person}
    paths = dict(User.objects.filter(pk__in=wanted).values_list("pk", "unit__path")) if volumes else {}
    return {
        person: (found.get(person, (ZERO, None))[0], _nearest(paths.get(person) or "", volumes))
        for person in {*found, *wanted}
    }


def market_of(unit: Unit | None, period: Period) -> Decimal | None:
    """The market volume that was entered for this unit or the nearest one above it; None where there is none."""
    if unit is None:
        unit = Unit.objects.filter(parent__isnull=True, kind=Unit.Kind.COMPANY).first()
    return _nearest(unit.path, _volumes(period)) if unit is not None else None


def _volumes(period: Period) -> dict[int, Decimal]:
    rows = MarketVolume.objects.filter(kind=PeriodKind(period.kind), first=period.first)
    return dict(rows.values_list("unit", "amount"))


def _nearest(path: str, volumes: dict[int, Decimal]) -> Decimal | None:
    units = [int(part) for part in reversed(path.strip("/").split("/")) if part]
    return next((volumes[pk] for pk in units if pk in volumes), None)
