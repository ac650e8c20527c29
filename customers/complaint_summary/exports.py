"""The monthly summary of complaints as an Excel workbook (CMP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.complaint_summary.month import by_cause, by_product, by_severity, closed_in, month_of
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


def count_columns(label: str) -> list:
    return [
        Column(label, lambda row: row.label, width=28),
        Column(_("Complaints"), lambda row: row.total, "int", total=True),
        Column(_("Serious ones"), lambda row: row.serious, "int", total=True),
        Column(_("Deadline missed"), lambda row: row.late, "int", total=True),
    ]


def complaint_columns() -> list:
    return [
        Column(_("Number"), lambda row: row.number, width=18),
        Column(_("Customer"), lambda row: row.customer.name, width=32),
        Column(_("Severity"), lambda row: row.get_severity_display(), width=12),
        Column(_("Product"), lambda row: row.product_label, width=24),
        Column(_("Root cause"), lambda row: str(row.cause or ""), width=18),
        Column(_("Received at"), lambda row: row.received_at, "datetime"),
        Column(_("Deadline"), lambda row: row.deadline_at, "datetime"),
        Column(_("Handled at"), lambda row: row.handled_at, "datetime"),
        Column(_("Clock"), lambda row: row.get_sla_state_display(), width=14),
        Column(_("Responsible rep"), lambda row: str(row.rep or ""), width=12),
        Column(_("Summary"), lambda row: row.summary, width=48),
    ]


def build_summary(user: User, query: Any, path: Any, progress: Progress) -> int:
    """Three sheets of counts and the complaints behind them, of the month on the page, in the exporter's scope."""
    month = month_of(query)
    rows = closed_in(user, month, "E")
    report = Report(user)
    for title, label, counts in (
        (_("By root cause"), _("Root cause"), by_cause(rows)),
        (_("By product"), _("Product"), by_product(rows)),
        (_("By severity"), _("Severity"), by_severity(rows)),
    ):
        report.add_sheet(f"{title} {month:%Y-%m}", count_columns(label), counts)
    behind = rows.select_related("customer", "cause", "rep", "product_category").order_by("closed_at", "pk")
    count = report.add_sheet(_("Complaints"), complaint_columns(), behind.iterator(chunk_size=500), progress=progress)
    report.save(path)
    return count


def count_summary(user: User, query: Any, limit: int) -> int:
    return closed_in(user, month_of(query), "E").order_by()[:limit].count()
