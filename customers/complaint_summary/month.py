"""The monthly summary of closed complaints by cause, product and severity (CMP-05, 001 五(三)3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from customers.complaint.models import Complaint
from customers.complaint_summary.points import within
from salesmgmt.core.calendar import add_months, month_bounds, today

if TYPE_CHECKING:
    from customers.complaint.querysets import ComplaintQuerySet
    from salesmgmt.core.models import User

TREND_MONTHS = 12


@dataclass(frozen=True)
class CountRow:
    """A line of the summary."""

    label: str
    total: int
    serious: int
    late: int
    query: Any = ""

    def __add__(self, other: Any) -> Any:
        return CountRow(self.label, self.total + other.total, self.serious + other.serious, self.late + other.late)


def closed_in(user: User, month: dt.date, verb: str = "R") -> ComplaintQuerySet:
    """The complaints this person may see (``verb`` E: take out) that were closed in the month of that day (CMP-05)."""
    start, end = within(*month_bounds(month))
    return Complaint.objects.within(user, verb).filter(
        status=Complaint.Status.CLOSED, closed_at__gte=start, closed_at__lt=end
    )


def counted(rows: ComplaintQuerySet, *by: Any) -> ComplaintQuerySet:
    return (
        rows.order_by()
        .values(*by)
        .annotate(
            total=Count("pk"),
            serious=Count("pk", filter=Q(severity=Complaint.Severity.SERIOUS)),
            late=Count("pk", filter=Q(sla_state=Complaint.SLA.MISSED)),
        )
        .order_by("-total", *by)
    )


def by_cause(rows: ComplaintQuerySet) -> list:
    return [_row(each, each["cause__name"] or _("Without root cause")) for each in counted(rows, "cause__name")]


def by_product(rows: ComplaintQuerySet) -> list:
    """The product, else its category: complaints name one or the other, and a product is one row whatever its class
    was written down as."""
    found: dict = {}
    for each in counted(rows, "product_name", "product_category__name"):
        label = each["product_name"] or each["product_category__name"] or _("Without product")
        row, before = _row(each, label), found.get(label)
        found[label] = row + before if before else row
    return sorted(found.values(), key=lambda row: (-row.total, row.label))


def by_severity(rows: ComplaintQuerySet) -> list:
    labels = dict(Complaint.Severity.choices)
    return [_row(each, str(labels[each["severity"]])) for each in counted(rows, "severity")]


def _row(each: dict, label: str) -> CountRow:
    return CountRow(label, each["total"], each["serious"], each["late"])


def trend(user: User, month: dt.date) -> list:
    """(label, general, serious) of twelve months up to this one: does it get better?"""
    first = add_months(month_bounds(month)[0], 1 - TREND_MONTHS)
    start, end = within(first, month_bounds(month)[1])
    rows = Complaint.objects.visible_to(user).filter(received_at__gte=start, received_at__lt=end).order_by()
    counts = {}
    found = rows.values("received_at__year", "received_at__month").annotate(
        general=Count("pk", filter=Q(severity=Complaint.Severity.GENERAL)),
        serious=Count("pk", filter=Q(severity=Complaint.Severity.SERIOUS)),
    )
    for each in found:
        counts[each["received_at__year"], each["received_at__month"]] = each["general"], each["serious"]
    months = [add_months(first, number) for number in range(TREND_MONTHS)]
    return [(f"{day:%Y-%m}", *counts.get((day.year, day.month), (0, 0))) for day in months]


def month_of(query: Any) -> dt.date:
    """The month asked for (``?month=2026-03``) as its first day; the present one without, or with nonsense."""
    try:
        found = dt.date.fromisoformat(f"{query.get('month', '')}-01")
    except ValueError:
        return today().replace(day=1)
    return found if 2000 <= found.year <= 2999 else today().replace(day=1)
