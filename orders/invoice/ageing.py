"""Ageing of receivables by due date, in buckets of the company's own."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import DateField, F, OuterRef, Q, Value
from django.utils.translation import gettext as _

from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.payment.figures import balance_at, held_at, or_zero
from orders.payment.models import Allocation
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

NOT_DUE = "not_due"


@dataclass(frozen=True)
class Bucket:
    """Days overdue from ``low`` to ``high``, both included; None is open on that side. ``name`` is its column."""

    name: str
    low: int | None
    high: int | None

    def holds(self, days):
        return (self.low is None or days >= self.low) and (self.high is None or days <= self.high)

    @property
    def label(self):
        if self.low is None:
            return _("Not due")
        if self.high is None:
            return _("Over %(days)d days") % {"days": self.low - 1}
        return _("%(low)d–%(high)d days") % {"low": self.low, "high": self.high}

    def q(self, day, path="due_date"):
        """The same borders for the database: an item is as old as ``day`` is after its due date, found at ``path``."""
        condition = Q()
        if self.low is not None:
            condition &= Q(**{f"{path}__lte": day - dt.timedelta(days=self.low)})
        if self.high is not None:
            condition &= Q(**{f"{path}__gte": day - dt.timedelta(days=self.high)})
        return condition


def buckets(limits=None):
    """30,60,90 gives not due, 1-30, 31-60, 61-90 and over 90 days overdue (REC-12, SET-54).

    On its due day an item is not due yet, as it is not overdue (REC-01): not due and overdue are all that is open.
    """
    limits = [int(part) for part in (limits or policy().ageing_limits).split(",")]
    found, low = [Bucket(NOT_DUE, None, 0)], 1
    for high in limits:
        found.append(Bucket(f"upto_{high}", low, high))
        low = high + 1
    return [*found, Bucket(f"over_{low - 1}", low, None)]


def bucket_of(days, found):
    """The bucket of an item ``days`` overdue (0 or less: due today, or in so many days)."""
    return next(bucket for bucket in found if bucket.holds(days))


def open_invoices(day):
    """(queryset, field with what was open): the open invoices at the end of ``day``, credit notes left out."""
    if day >= calendar.today():
        return Invoice.objects.bills_open(), "open_amount"
    return Invoice.objects.bills_open_at(day), "open_then"


def ageing_sums(day, field, found=None, due="due_date"):
    """The aggregates of one query: open, overdue, and one per bucket. ``due`` is the path of the due date.

    The buckets add up to what is open, and those after "not due" to what is overdue, at any day.
    """
    return {
        "open": total(field),
        "overdue": total(field, filter=Q(**{f"{due}__lt": day})),
        **{bucket.name: total(field, filter=bucket.q(day, due)) for bucket in found or buckets()},
    }


def with_ageing(accounts, day, found=None):
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


def ageing_by(invoices, day, group, limit=None):
    """``[{group, open, overdue, buckets}]`` of these invoices at the end of ``day``, largest first (REC-12).

    ``group`` is a path from the invoice (the customer, the representative, the region), or "" for one row of all.
    Today is read from what each invoice keeps as still open. An earlier day is what was billed less what was set against
    it by then: two flat queries, because asking each invoice for its allocations takes longer than adding both up.
    """
    if day >= calendar.today():
        return _grouped(invoices.bills_open(), group, ageing_sums(day, "open_amount"), limit)
    rows = _earlier_by(invoices, day, group)
    return sorted(rows, key=lambda row: (-row["open"], row.get(group) or 0))[:limit]


def ageing_total(invoices, day, rows, limit):
    """The row of all, where ``rows`` are those that ``ageing_by`` gave up to ``limit``."""
    if len(rows) == limit:
        rows = ageing_by(invoices, day, "")
    names = ("open", "overdue", *(bucket.name for bucket in buckets()))
    return {name: sum((row[name] for row in rows), ZERO) for name in names}


def _earlier_by(invoices, day, group):
    bills = invoices.bills_unsettled_at(day)
    rows = {row.get(group): row for row in _grouped(bills, group, ageing_sums(day, "amount"))}
    paid = Allocation.objects.filter(invoice__in=bills.order_by().values("pk"), date__lte=day)
    path, sums = group and f"invoice__{group}", ageing_sums(day, "amount", due="invoice__due_date")
    for less in _grouped(paid, path, sums):
        row = rows[less.get(path)]
        for name in sums:
            row[name] -= less[name]
    return [row for row in rows.values() if row["open"]]


def _grouped(rows, group, sums, limit=None):
    """Dicts of one aggregated query, the largest first; without a group there is one."""
    rows = rows.order_by()
    if not group:
        return [rows.aggregate(**sums)]
    return list(rows.values(group).annotate(**sums).order_by("-open", group)[:limit])
