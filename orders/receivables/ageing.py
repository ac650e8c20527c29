"""Ageing of many accounts or invoices at once, at any day (REC-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def ageing_by(invoices: InvoiceQuerySet, day: dt.date, group: str, limit: int | None = None) -> list:
    """``[{group, open, overdue, buckets}]`` of these invoices at the end of ``day``, largest first (REC-12).

    ``group`` is a path from the invoice (the customer, the representative, the region), or "" for one row of all.
    Today is read from what each invoice keeps as still open. An earlier day is what was billed less what was set against
    it by then: two flat queries, because asking each invoice for its allocations takes longer than adding both up.
    """
    if day >= calendar.today():
        return _grouped(invoices.bills_open(), group, ageing_sums(day, "open_amount"), limit)
    rows = _earlier_by(invoices, day, group)
    return sorted(rows, key=lambda row: (-row["open"], row.get(group) or 0))[:limit]


def ageing_total(invoices: InvoiceQuerySet, day: dt.date, rows: list, limit: int | None) -> dict:
    """The row of all, where ``rows`` are those that ``ageing_by`` gave up to ``limit``."""
    if len(rows) == limit:
        rows = ageing_by(invoices, day, "")
    names = ("open", "overdue", *(bucket.name for bucket in buckets()))
    return {name: sum((row[name] for row in rows), ZERO) for name in names}


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


def _grouped(rows: Any, group: str, sums: Any, limit: int | None = None) -> list:
    """Dicts of one aggregated query, the largest first; without a group there is one."""
    rows = rows.order_by()
    if not group:
        return [rows.aggregate(**sums)]
    return list(rows.values(group).annotate(**sums).order_by("-open", group)[:limit])
