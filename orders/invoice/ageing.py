"""Ageing of receivables by due date, in buckets of the company's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from orders.account.querysets import total
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from typing import Any

NOT_DUE = "not_due"


@dataclass(frozen=True)
class Bucket:
    """Days overdue from ``low`` to ``high``, both included; None is open on that side. ``name`` is its column."""

    name: str
    low: int | None
    high: int | None

    def holds(self, days: int) -> bool:
        return (self.low is None or days >= self.low) and (self.high is None or days <= self.high)

    @property
    def label(self) -> str:
        if self.low is None:
            return _("Not due")
        if self.high is None:
            return _("Over %(days)d days") % {"days": self.low - 1}
        return _("%(low)d–%(high)d days") % {"low": self.low, "high": self.high}

    def q(self, day: dt.date, path: str = "due_date") -> Any:
        """The same borders for the database: an item is as old as ``day`` is after its due date, found at ``path``."""
        condition = Q()
        if self.low is not None:
            condition &= Q(**{f"{path}__lte": day - dt.timedelta(days=self.low)})
        if self.high is not None:
            condition &= Q(**{f"{path}__gte": day - dt.timedelta(days=self.high)})
        return condition


def buckets(limits: Any = None) -> list:
    """30,60,90 gives not due, 1-30, 31-60, 61-90 and over 90 days overdue (REC-12, SET-54).

    On its due day an item is not due yet, as it is not overdue (REC-01): not due and overdue are all that is open.
    """
    limits = [int(part) for part in (limits or policy().ageing_limits).split(",")]
    found, low = [Bucket(NOT_DUE, None, 0)], 1
    for high in limits:
        found.append(Bucket(f"upto_{high}", low, high))
        low = high + 1
    return [*found, Bucket(f"over_{low - 1}", low, None)]


def bucket_of(days: int, found: list[Bucket]) -> Bucket:
    """The bucket of an item ``days`` overdue (0 or less: due today, or in so many days)."""
    return next(bucket for bucket in found if bucket.holds(days))


def open_invoices(day: dt.date) -> tuple:
    """(queryset, field with what was open): the open invoices at the end of ``day``, credit notes left out."""
    if day >= calendar.today():
        return Invoice.objects.bills_open(), "open_amount"
    return Invoice.objects.bills_open_at(day), "open_then"


def ageing_sums(day: dt.date, field: str, found: Any = None, due: str = "due_date") -> dict:
    """The aggregates of one query: open, overdue, and one per bucket. ``due`` is the path of the due date.

    The buckets add up to what is open, and those after "not due" to what is overdue, at any day.
    """
    return {
        "open": total(field),
        "overdue": total(field, filter=Q(**{f"{due}__lt": day})),
        **{bucket.name: total(field, filter=bucket.q(day, due)) for bucket in found or buckets()},
    }
