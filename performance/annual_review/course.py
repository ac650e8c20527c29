"""How each indicator of a year came about: month by month, what drives it most, and what it comes to (KPI-13).

Figures of the functions that give the indicators themselves; nothing here decides whether one is met.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from orders.account.models import Account, LedgerEntry
from orders.allocation.models import Allocation
from orders.bad_debt.indicator import doubtful_at
from orders.bad_debt.models import DoubtfulReceivable
from orders.indicator.figures import receivable_ratio
from orders.indicator.rules import ratio
from performance.annual_review.figures import alerts_at
from performance.annual_review.states import Indicator
from performance.collection.result import collected_by_month, completion, results, totals
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from orders.indicator.figures import Month
    from orders.warning_line.models import LineAlert
    from salesmgmt.core.models import User

NAMED = 5


@dataclass
class Course:
    """``trend``: (month's last day, value up to it); ``drivers``: (name, amount), the largest first; ``expected``: the
    value in December at the pace of the year so far, None where the year is over or nothing can be said."""

    trend: list[tuple[dt.date, Decimal | None]] = field(default_factory=list)
    drivers: list[tuple[str, Decimal]] = field(default_factory=list)
    expected: Decimal | None = None


def at_this_pace(amount: Decimal, elapsed: Decimal) -> Decimal:
    """What the whole year gives if it goes on as it did: 300 after a quarter of the year are 1,200."""
    return amount / elapsed


def elapsed_of(year: int, day: dt.date) -> Decimal | None:
    """The share of the year that has passed at the end of ``day``; None of a year that is over or has not begun."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not first <= day < last:
        return None
    return Decimal((day - first).days + 1) / ((last - first).days + 1)


def courses(user: User, year: int, over: Iterable[LineAlert]) -> dict[str, Course]:
    """Of each of the five indicators; ``over`` are the customers above their line."""
    months = receivable_ratio(user, year)
    elapsed = elapsed_of(year, today())
    return {
        Indicator.COLLECTION: _collection(user, year, months, elapsed),
        Indicator.RECEIVABLE: _receivable(user, months, elapsed),
        Indicator.LOSS: _loss(year, months, elapsed),
        Indicator.BAD_DEBT: _bad_debt(user, year, months, elapsed),
        Indicator.WARNING_LINE: _line(over, months),
    }


def _collection(user: User, year: int, months: list[Month], elapsed: Decimal | None) -> Course:
    collected, quota = totals(user, year)
    by_month = [ZERO] * 12
    for amounts in collected_by_month(year).values():
        by_month = [one + other for one, other in zip(by_month, amounts, strict=True)]
    trend = [
        (month.day, completion(so_far, quota)) for month, so_far in zip(months, accumulate(by_month), strict=False)
    ]
    people = sorted(
        ((str(row.rep), row.gap) for row in results(user, year) if row.gap), key=lambda row: row[1], reverse=True
    )
    expected = completion(at_this_pace(collected, elapsed), quota) if elapsed else None
    return Course(trend, people[:NAMED], expected)


def _of_dispatch(amount: Decimal, months: list[Month], elapsed: Decimal | None) -> Decimal | None:
    """``amount`` as it is, against what will have been dispatched by December."""
    if not months or not elapsed:
        return None
    return ratio(amount, at_this_pace(months[-1].dispatched, elapsed))


def _receivable(user: User, months: list[Month], elapsed: Decimal | None) -> Course:
    accounts = Account.objects.visible_to(user)
    rows: Any
    if not months:
        return Course()
    if months[-1].day >= today():
        rows = accounts.order_by("-balance").values_list("customer__name", "customer__owner__name", "balance")
    else:
        entries = LedgerEntry.objects.filter(date__lte=months[-1].day).order_by()
        sums = entries.values("account__customer__name", "account__customer__owner__name").annotate(sum=Sum("amount"))
        rows = sums.order_by("-sum").values_list("account__customer__name", "account__customer__owner__name", "sum")
    drivers = [(_named(name, owner), amount) for name, owner, amount in rows[:NAMED] if amount > 0]
    trend = [(month.day, month.share) for month in months]
    return Course(trend, drivers, _of_dispatch(months[-1].outstanding, months, elapsed))


def _named(customer: str, owner: str | None) -> str:
    return f"{customer}（{owner}）" if owner else customer


def _lost(year: int) -> Any:
    """The movements of lost_in(): written off in the year, less what came in again within it."""
    return Allocation.objects.filter(doubtful__ended_on__year=year, date__lte=dt.date(year, 12, 31)).order_by()


def _lost_by_month(year: int) -> list[Decimal]:
    by_month = [ZERO] * 12
    for day, amount in _lost(year).values_list("date").annotate(sum=Sum("amount")):
        by_month[day.month - 1 if day.year == year else 0] += amount
    return list(accumulate(by_month))


def _loss(year: int, months: list[Month], elapsed: Decimal | None) -> Course:
    lost = _lost_by_month(year)
    trend = [(month.day, ratio(lost[month.day.month - 1], month.dispatched)) for month in months]
    expected = _of_dispatch(lost[months[-1].day.month - 1], months, elapsed) if months else None
    return Course(trend, _lost_most(year), expected)


def _lost_most(year: int) -> list[tuple[str, Decimal]]:
    customer = ("doubtful__customer__name", "doubtful__customer__owner__name")
    rows = _lost(year).values(*customer).annotate(sum=Sum("amount")).order_by("-sum").values_list(*customer, "sum")
    return [(_named(name, owner), amount) for name, owner, amount in rows[:NAMED] if amount > 0]


def _bad_debt(user: User, year: int, months: list[Month], elapsed: Decimal | None) -> Course:
    lost = _lost_by_month(year)
    amounts = [doubtful_at(user, month.day) + lost[month.day.month - 1] for month in months]
    trend = [(month.day, ratio(amount, month.dispatched)) for month, amount in zip(months, amounts, strict=True)]
    if not months:
        return Course()
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    doubtful = DoubtfulReceivable.objects.doubtful_at(months[-1].day).order_by()
    rows = doubtful.values_list("customer__name", "customer__owner__name", F("invoice__open_amount"))
    for name, owner, amount in rows:
        sums[_named(name, owner)] += amount
    for name, amount in _lost_most(year):
        sums[name] += amount
    drivers = sorted(((name, amount) for name, amount in sums.items() if amount), key=lambda row: -row[1])
    return Course(trend, drivers[:NAMED], _of_dispatch(amounts[-1], months, elapsed))


def _line(over: Iterable[LineAlert], months: list[Month]) -> Course:
    rows = sorted(over, key=lambda alert: alert.line - alert.balance)
    trend = [(month.day, Decimal(alerts_at(month.day).count())) for month in months]
    return Course(trend, [(str(alert.customer), alert.balance - alert.line) for alert in rows[:NAMED]])
