"""Ageing of many accounts or invoices at once, at any day (REC-12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import DateField, F, OuterRef, Value

from orders.account.querysets import or_zero
from orders.allocation.models import Allocation
from orders.invoice.ageing import ageing_sums, buckets, open_invoices
from orders.payment.figures import balance_at, held_at
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.account.querysets import AccountQuerySet
    from orders.invoice.querysets import InvoiceQuerySet


def with_ageing(accounts: AccountQuerySet, day: dt.date, found: Any = None) -> AccountQuerySet:
    """Annotate accounts with the figures of Receivable at ``day`` (receivable_figures) and the buckets of what is open.

    One SQL whatever the page: every figure is a sub-query over the customer's own open items.
    """
    items, field = open_invoices(day)
    mine = items.filter(customer=OuterRef("customer")).order_by().values("customer")
    figures = {name: or_zero(mine.annotate(sum=sum_)) for name, sum_ in ageing_sums(day, field, found).items()}
    return accounts.annotate(
        **figures,
        balance_then=balance_at(day),
        held=held_at(day),
        day=Value(day, output_field=DateField()),
    ).annotate(unallocated=F("open") - F("balance_then"), outstanding=F("balance_then") + F("held"))


def ageing_by(invoices: InvoiceQuerySet, day: dt.date, group: str) -> list:
    """``[{group, open, overdue, buckets}]`` of these invoices at the end of ``day``, largest first (REC-12).

    ``group`` is a path from the invoice (the customer, the representative, the region), or "" for one row of all.
    Today is read from what each invoice keeps as still open. An earlier day is what was billed less what was set against
    it by then: two flat queries, because asking each invoice for its allocations takes longer than adding both up.
    """
    if day >= calendar.today():
        return _grouped(invoices.bills_open(), group, ageing_sums(day, "open_amount"))
    rows = _earlier_by(invoices, day, group)
    return sorted(rows, key=lambda row: (-row["open"], row.get(group) or 0))


@dataclass(frozen=True)
class AgeingPart:
    """Some rows of an ageing, the largest first, what all its rows add up to, and how many there are."""

    rows: list
    totals: dict
    number: int


def ageing_part(invoices: InvoiceQuerySet, day: dt.date, group: str, start: int, size: int) -> AgeingPart:
    """``size`` rows of ``ageing_by`` from ``start`` on with the row of all, which is added up from the rows of the groups:
    the open items are read once. Where no row stands so far down, those at the top."""
    if day < calendar.today():
        rows = ageing_by(invoices, day, group)
        start = start if start < len(rows) else 0
        return AgeingPart(rows[start : start + size], _together(rows), len(rows))
    groups = invoices.bills_open().order_by().values(group).annotate(**ageing_sums(day, "open_amount"))
    rows = _with_all(groups, group, start, size) or (_with_all(groups, group, 0, size) if start else [])
    if not rows:
        return AgeingPart([], _together([]), 0)
    totals = {name: rows[0][f"all_{name}"] for name in _names()}
    return AgeingPart([{name: row[name] for name in (group, *_names())} for row in rows], totals, rows[0]["number"])


def _with_all(groups: Any, group: str, start: int, size: int) -> list:
    """Some of these groups, each beside what all of them add up to: sums of sums, which the ORM has no words for."""
    sql, params = groups.query.sql_with_params()
    quoted = connection.ops.quote_name
    over_all = ", ".join(f"sum({quoted(name)}) OVER () AS {quoted(f'all_{name}')}" for name in _names())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT *, {over_all}, count(*) OVER () AS number FROM ({sql}) found"  # noqa: S608
            f" ORDER BY {quoted('open')} DESC, {quoted(group)} LIMIT %s OFFSET %s",
            [*params, size, start],
        )
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ageing_total(invoices: InvoiceQuerySet, day: dt.date) -> dict:
    """The row of all."""
    return _together(ageing_by(invoices, day, ""))


def _together(rows: list) -> dict:
    return {name: sum((row[name] for row in rows), ZERO) for name in _names()}


def _names() -> list[str]:
    return ["open", "overdue", *(bucket.name for bucket in buckets())]


def _earlier_by(invoices: InvoiceQuerySet, day: dt.date, group: str) -> list:
    bills = invoices.bills_unsettled_at(day)
    rows = {row.get(group): row for row in _grouped(bills, group, ageing_sums(day, "amount"))}
    paid = Allocation.objects.filter(invoice__in=bills.order_by().values("pk"), date__lte=day)
    path, sums = group and f"invoice__{group}", ageing_sums(day, "amount", due="invoice__due_date")
    for less in _grouped(paid, path, sums):
        row = rows[less.get(path)]
        for name in sums:
            row[name] -= less[name]
    return [row for row in rows.values() if row["open"]]


def _grouped(rows: Any, group: str, sums: Any) -> list:
    """Dicts of one aggregated query, the largest first; without a group there is one."""
    rows = rows.order_by()
    if not group:
        return [rows.aggregate(**sums)]
    return list(rows.values(group).annotate(**sums).order_by("-open", group))
