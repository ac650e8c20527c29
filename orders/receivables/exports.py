from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.invoice.ageing import buckets
from orders.receivables.filters import day_of
from orders.receivables.report import open_items
from salesmgmt.core.domain.exports import STYLED_ROWS
from salesmgmt.core.output.xlsx import Column, write_sheets

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


def report_columns() -> list:
    ageing = [Column(bucket.label, bucket.name, "money", total=True) for bucket in buckets()]
    return [
        Column(_("Customer"), "customer__name", width=32),
        Column(_("Grade"), "grade_in_force", width=8),
        Column(_("Warning line"), "warning_line", "money"),
        Column(_("Outstanding"), "outstanding", "money", total=True),
        Column(_("Overdue"), "overdue", "money", total=True),
        *ageing,
        Column(_("Open invoices"), "open", "money", total=True),
        Column(_("Not allocated"), "unallocated", "money", total=True),
        Column(_("Prepayments held"), "held", "money", total=True),
        Column(_("Ledger balance"), "balance_then", "money", total=True),
        Column(_("Responsible rep"), "customer__owner__name", width=12),
        Column(_("Region"), "customer__region__name", width=14),
        Column(_("Contract"), "contract", width=18),
    ]


def item_columns(day: dt.date, field: str) -> list:
    def days_overdue(due_date: dt.date) -> int:
        return max((day - due_date).days, 0)

    return [
        Column(_("Customer"), "customer__name", width=32),
        Column(_("Invoice"), "number", width=18),
        Column(_("Invoice number"), "invoice_no", width=24),
        Column(_("Invoice date"), "date", "date"),
        Column(_("Payment due on"), "due_date", "date"),
        Column(_("Days overdue"), "due_date", "int", shape=days_overdue),
        Column(_("Amount"), "amount", "money", total=True),
        Column(_("Still open"), field, "money", total=True),
        Column(_("Disputed"), "disputed", width=8),
        Column(_("Responsible rep"), "customer__owner__name", width=12),
    ]


def build_report(user: User, query: Any, path: Any, progress: Progress, *, page: type[Any]) -> int:
    """Both sheets for the filters of the page, in the exporter's scope; returns the rows of the first."""
    day = day_of(query)
    rows = page.queryset_for(user, query)
    items, field = open_items(rows, day)
    sheets = [
        (f"{_('Receivables')} {day.isoformat()}", report_columns(), rows),
        (_("Open items"), item_columns(day, field), items),
    ]
    large = count_report(user, query, STYLED_ROWS + 1, page=page) > STYLED_ROWS
    return write_sheets(path, sheets, exported_by=user, large=large, progress=progress)[0]


def count_report(user: User, query: Any, limit: int, *, page: type[Any]) -> int:
    """Rows of both sheets, counted no further than ``limit``: what decides whether the worker writes it."""
    rows = page.queryset_for(user, query).order_by()
    items, _field = open_items(rows, day_of(query))
    return min(rows[:limit].count() + items.order_by()[:limit].count(), limit)
