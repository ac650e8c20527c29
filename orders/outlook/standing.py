"""How fast money comes, who owes most, how old it is: each figure by one function."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Count,
    DateField,
    DecimalField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    Q,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, ExtractDay, Greatest

from customers.scheme.models import WarningLine
from orders.account.models import Account, LedgerEntry
from orders.account.querysets import total
from orders.allocation.models import Allocation
from orders.invoice.ageing import bucket_of, buckets
from orders.invoice.models import Invoice
from orders.receivables.report import report_rows
from salesmgmt.core.calendar import add_months, month_bounds, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

MONTHS = 12
LARGEST = 10
BARS = 20
LOOKED_AT = 500


def days_sales_outstanding(open_amount: Decimal, billed: Decimal, days: int) -> Decimal | None:
    """Open ÷ billed × days, to one place: 300,000 open, 900,000 billed in 90 days are 30.0. None where nothing was billed."""
    return (open_amount / billed * days).quantize(Decimal("0.1")) if billed > ZERO else None


def month_ends(day: dt.date | None = None, months: int = MONTHS) -> list[dt.date]:
    """The last days of the months before, and today for the month that runs; the oldest first."""
    day = day or today()
    first = day.replace(day=1)
    return [*(month_bounds(add_months(first, -back))[1] for back in range(months - 1, 0, -1)), day]


class Ended(Func):
    """How many of the days had ended before a date came: on which of them something begun then counts first."""

    function = "width_bucket"
    output_field = IntegerField()

    def __init__(self, expression: Any, days: list[dt.date]) -> None:
        next_days = [day + dt.timedelta(days=1) for day in days]
        super().__init__(expression, Value(next_days, output_field=ArrayField(DateField())))


def ageing_over_months(user: User, ends: list[dt.date]) -> dict[dt.date, dict[str, Decimal]]:
    """``{day: {open, overdue, bucket: amount}}`` at the end of each day, by today's buckets: two queries for all days.

    What was billed by then, less what was set against it by then, as `ageing_by` adds it up for one day (REC-12). Each
    invoice and each allocation is looked at once, whatever the number of days.
    """
    names = [bucket.name for bucket in buckets()]
    found = {day: dict.fromkeys(("open", "overdue", *names), ZERO) for day in ends}
    mine = Invoice.objects.visible_to(user).live().exclude(source=Invoice.Source.CREDIT)
    mine = mine.filter(Q(settled_on__isnull=True) | Q(settled_on__gt=ends[0]), date__lte=ends[-1]).order_by()
    until = Coalesce(Ended("settled_on", ends), len(ends))
    for since, end, due, amount in (
        mine.annotate(since=Ended("date", ends), until=until)
        .values_list("since", "until", "due_date")
        .annotate(sum=Sum("amount"))
    ):
        _add(found, ends[since:end], due, amount)
    paid = Allocation.objects.filter(invoice__in=mine.values("pk"), date__lte=ends[-1]).order_by()
    until = Coalesce(Ended("invoice__settled_on", ends), len(ends))
    since = Greatest(Ended("date", ends), Ended("invoice__date", ends))
    for begun, end, due, amount in (
        paid.annotate(since=since, until=until)
        .values_list("since", "until", "invoice__due_date")
        .annotate(sum=Sum("amount"))
    ):
        _add(found, ends[begun:end], due, -amount)
    return found


def _add(found: dict[dt.date, dict[str, Decimal]], days: list[dt.date], due: dt.date, amount: Decimal) -> None:
    parts = buckets()
    for day in days:
        sums, late = found[day], (day - due).days
        sums["open"] += amount
        sums[bucket_of(late, parts).name] += amount
        if late > 0:
            sums["overdue"] += amount


def dso_by_month(user: User, ends: list[dt.date], opened: dict[dt.date, dict[str, Decimal]]) -> list[tuple]:
    """``[(day, open, billed, days, DSO)]``: open at the day against what was billed in the months of the setting before."""
    months = policy().dso_months
    first = add_months(min(ends).replace(day=1), -months)
    entries = LedgerEntry.objects.filter(
        account__in=Account.objects.visible_to(user),
        kind__in=[LedgerEntry.Kind.INVOICE, LedgerEntry.Kind.CREDIT, LedgerEntry.Kind.OPENING],
        date__gte=first,
    )
    by_day = dict(entries.order_by().values_list("date").annotate(sum=Sum("amount")))
    found = []
    for day in ends:
        since = add_months(day.replace(day=1), -(months - 1))
        billed = sum((amount for on, amount in by_day.items() if since <= on <= day), ZERO)
        days = (day - since).days + 1
        open_amount = opened.get(day, {}).get("open", ZERO)
        found.append((day, open_amount, billed, days, days_sales_outstanding(open_amount, billed, days)))
    return found


def settled_between(day: dt.date) -> tuple[dt.date, dt.date]:
    """The days of whose settled invoices the lateness is made: the last twelve months and this one."""
    return add_months(day.replace(day=1), -MONTHS), day


def days_late(user: User, day: dt.date | None = None, limit: int = BARS) -> list[dict]:
    """``[{customer, name, invoices, amount, late}]``: how many days after the due day invoices of the last twelve months
    were settled on average, weighted by amount; paid before its day is 0. The latest payers first."""
    period = settled_between(day or today())
    late = Greatest(
        ExtractDay(ExpressionWrapper(F("settled_on") - F("due_date"), output_field=DurationField())),
        Value(0),
        output_field=IntegerField(),
    )
    weight = ExpressionWrapper(late * F("amount"), output_field=DecimalField(max_digits=20, decimal_places=2))
    rows = Invoice.objects.visible_to(user).live().exclude(source=Invoice.Source.CREDIT)
    rows = rows.filter(settled_on__range=period, amount__gt=0).annotate(weight=weight).order_by()
    grouped = rows.values("customer", "customer__name").annotate(
        invoices=Count("pk"), sum=Sum("amount"), weighted=Sum("weight")
    )
    found = [
        {
            "customer": row["customer"],
            "name": row["customer__name"],
            "invoices": row["invoices"],
            "amount": row["sum"],
            "late": (row["weighted"] / row["sum"]).quantize(Decimal("0.1")),
        }
        for row in grouped
    ]
    return sorted(found, key=lambda row: (-row["late"], row["name"]))[:limit]


def concentration(user: User, limit: int = LARGEST) -> tuple[list[tuple], Decimal]:
    """``([(customer pk, name, outstanding, share)], outstanding of all)``: the largest by what they owe."""
    rows = _standing(user).filter(outstanding__gt=0)
    whole = rows.order_by().aggregate(sum=total("outstanding"))["sum"]
    largest = rows.order_by("-outstanding", "pk").values_list("customer", "customer__name", "outstanding")[:limit]
    return [(*row, row[2] / whole) for row in largest], whole


def lines_used(user: User, limit: int = BARS) -> list[tuple]:
    """``[(customer pk, name, outstanding, warning line, used)]`` of customers with a line, the fullest first (SUP-02).

    Looked for among those who owe most: nobody else uses more of his line than the next of them would of the lowest one.
    """
    rows, number = _standing(user), LOOKED_AT
    least = WarningLine.objects.filter(amount__gt=0).aggregate(least=Min("amount"))["least"]
    used = ExpressionWrapper(
        F("outstanding") * Decimal("1.0000") / F("warning_line"),
        output_field=DecimalField(max_digits=20, decimal_places=4),
    )
    while least:
        largest = list(rows.order_by("-outstanding", "pk").values_list("pk", "outstanding")[:number])
        mine = rows.filter(pk__in=[pk for pk, _owed in largest], warning_line__gt=0).annotate(used=used)
        fullest = mine.order_by("-used", "pk")
        found = list(fullest.values_list("customer", "customer__name", "outstanding", "warning_line", "used")[:limit])
        if len(largest) < number or (len(found) == limit and found[-1][-1] > max(largest[-1][1], ZERO) / least):
            return found
        number *= 10
    return []


def _standing(user: User) -> Any:
    return report_rows(Account.objects.visible_to(user), today())
