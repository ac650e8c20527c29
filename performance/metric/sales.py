"""What was sold, and what it left: from the posted invoices and their credit notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Round, TruncMonth

from customers.customer.maturity import first_supplied_in
from orders.account.querysets import MONEY, total
from orders.invoice.models import Invoice, InvoiceLine
from performance.metric.models import MarketVolume
from performance.metric.once import once
from performance.metric.responsibility import Responsibility
from performance.metric.states import PeriodKind
from pricing.cost.models import ProductCost
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import Any

    from performance.metric.period import Period

Found = dict
OUTSIDE_GROUP = "outside_group"


def invoices_of(period: Any) -> Any:
    """The invoices and credit notes from the first to the last day of a period or span that count as sales: posted, and
    neither taken over from the old books nor correcting one of those. Samples are not billed, so they are out."""
    old = Invoice.Source.OPENING
    return (
        Invoice.objects.live()
        .filter(date__range=(period.first, period.last))
        .exclude(source=old)
        .exclude(source=Invoice.Source.CREDIT, corrects__isnull=True)
        .filter(Q(corrects__isnull=True) | ~Q(corrects__source=old))
    )


def lines_of(period: Period) -> Any:
    """Their lines, with the unit cost that held on the day of the invoice, and what the line left over it.

    A price allowance has no quantity and takes its whole amount off; what has no cost on that day leaves nothing.
    """
    cost = (
        ProductCost.objects.filter(product=OuterRef("product"), valid_from__lte=OuterRef("invoice__date"))
        .order_by("-valid_from")
        .annotate(whole=F("material") + F("production") + F("transport") + F("management"))
        .values("whole")[:1]
    )
    return (
        InvoiceLine.objects.filter(invoice__in=invoices_of(period).order_by().values("pk"))
        .annotate(unit_cost=Subquery(cost, output_field=MONEY))
        .annotate(
            profit=Case(
                When(unit_cost__isnull=True, then=Value(ZERO, output_field=MONEY)),
                default=F("net") - Round(F("quantity") * F("unit_cost"), precision=2, output_field=MONEY),
                output_field=MONEY,
            )
        )
    )


@once
def sales(period: Period, people: Iterable[int] | None = None) -> Found:
    """Sales amount (KPI-01)."""
    sums = Responsibility(period.first).sums(invoices_of(period), "customer", "date", people, amount=total("net"))
    return {person: (amount, None) for person, (amount,) in sums.items()}


def sales_by_month(period: Period, people: Iterable[int]) -> dict[dt.date, Decimal]:
    """``{first of the month: sales amount}`` of these people together, counted as ``sales`` does, in as many queries."""
    rows = invoices_of(period).annotate(of_month=TruncMonth("date"))
    sums = Responsibility(period.first).sums(rows, "customer", "date", people, by="of_month", amount=total("net"))
    found: dict = {}
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
    sums = Responsibility(period.first).sums(
        lines_of(period), "invoice__customer", "invoice__date", people, amount=total("profit")
    )
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
