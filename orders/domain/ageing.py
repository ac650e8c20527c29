"""Ageing of receivables by due date, in buckets of the company's own."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import DateField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from orders.models.account import LedgerEntry
from orders.models.invoice import Invoice
from orders.querysets_money import MONEY, total
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

    def q(self, day):
        """The same borders for the database: an item is as old as ``day`` is after its due date."""
        condition = Q()
        if self.low is not None:
            condition &= Q(due_date__lte=day - dt.timedelta(days=self.low))
        if self.high is not None:
            condition &= Q(due_date__gte=day - dt.timedelta(days=self.high))
        return condition


def buckets(limits=None):
    """30,60,90 gives not due, 0-30, 31-60, 61-90 and over 90 days overdue (REC-12, SET-54)."""
    limits = [int(part) for part in (limits or policy().ageing_limits).split(",")]
    found, low = [Bucket(NOT_DUE, None, -1)], 0
    for high in limits:
        found.append(Bucket(f"upto_{high}", low, high))
        low = high + 1
    return [*found, Bucket(f"over_{low - 1}", low, None)]


def bucket_of(days, found):
    """The bucket of an item ``days`` overdue (negative: due in so many days)."""
    return next(bucket for bucket in found if bucket.holds(days))


def open_invoices(day):
    """(queryset, field with what was open): the open invoices at the end of ``day``, credit notes left out."""
    if day >= calendar.today():
        return Invoice.objects.open().exclude(source=Invoice.Source.CREDIT), "open_amount"
    return Invoice.objects.bills_open_at(day), "open_then"


def ageing_sums(day, field, found=None):
    """The aggregates of one query: outstanding, overdue, and one per bucket."""
    return {
        "outstanding": total(field),
        "overdue": total(field, filter=Q(due_date__lt=day)),
        **{bucket.name: total(field, filter=bucket.q(day)) for bucket in found or buckets()},
    }


def with_ageing(accounts, day, found=None):
    """Annotate accounts with outstanding, overdue, the buckets, the balance of ``day`` and what is not allocated.

    One SQL whatever the page: every figure is a sub-query over the customer's own open items.
    """
    items, field = open_invoices(day)
    mine = items.filter(customer=OuterRef("customer")).order_by().values("customer")
    figures = {
        name: Coalesce(Subquery(mine.annotate(sum=sum_).values("sum")), Value(ZERO), output_field=MONEY)
        for name, sum_ in ageing_sums(day, field, found).items()
    }
    return accounts.annotate(
        **figures,
        balance_then=balance_at(day),
        day=Value(day, output_field=DateField()),
    ).annotate(unallocated=F("outstanding") - F("balance_then"))


def balance_at(day):
    """The account's balance at the end of ``day``, as an expression on Account."""
    if day >= calendar.today():
        return F("balance")
    booked = (
        LedgerEntry.objects.filter(account=OuterRef("pk"), date__lte=day)
        .order_by()
        .values("account")
        .annotate(s=total("amount"))
    )
    return Coalesce(Subquery(booked.values("s")), Value(ZERO), output_field=MONEY)


def ageing_by(invoices_user, day, group):
    """``[{group fields, outstanding, overdue, buckets}]`` of what this person may see, largest first (REC-12).

    ``group`` is a tuple of paths from the invoice: the customer, the representative or the region.
    """
    items, field = open_invoices(day)
    rows = items.visible_to(invoices_user).order_by().values(*group).annotate(**ageing_sums(day, field))
    return rows.order_by("-outstanding", *group)
