"""The receivable report as an Excel workbook: a row a customer, and the open items behind it (REC-07, F-32)."""

from django.utils.translation import gettext as _

from orders.domain.ageing import buckets
from orders.domain.receivable_report import open_items
from orders.filters_money import day_of
from salesmgmt.core.output.xlsx import Column, Report


def report_columns():
    ageing = [
        Column(bucket.label, lambda row, name=bucket.name: getattr(row, name), "money", total=True)
        for bucket in buckets()
    ]
    return [
        Column(_("Customer"), lambda row: row.customer.name, width=32),
        Column(_("Grade"), lambda row: row.grade_in_force, width=8),
        Column(_("Warning line"), lambda row: row.warning_line, "money"),
        Column(_("Outstanding"), lambda row: row.outstanding, "money", total=True),
        Column(_("Overdue"), lambda row: row.overdue, "money", total=True),
        *ageing,
        Column(_("Not allocated"), lambda row: row.unallocated, "money", total=True),
        Column(_("Balance"), lambda row: row.balance_then, "money", total=True),
        Column(_("Responsible rep"), lambda row: str(row.customer.owner or ""), width=12),
        Column(_("Region"), lambda row: str(row.customer.region or ""), width=14),
        Column(_("Contract"), lambda row: row.contract, width=18),
    ]


def item_columns(day, field):
    return [
        Column(_("Customer"), lambda row: row.customer.name, width=32),
        Column(_("Invoice"), lambda row: row.number, width=18),
        Column(_("Invoice number"), lambda row: row.invoice_no, width=24),
        Column(_("Invoice date"), lambda row: row.date, "date"),
        Column(_("Payment due on"), lambda row: row.due_date, "date"),
        Column(_("Days overdue"), lambda row: max((day - row.due_date).days, 0), "int"),
        Column(_("Amount"), lambda row: row.amount, "money", total=True),
        Column(_("Still open"), lambda row: getattr(row, field), "money", total=True),
        Column(_("Disputed"), lambda row: row.disputed, width=8),
        Column(_("Responsible rep"), lambda row: str(row.customer.owner or ""), width=12),
    ]


def build_report(user, query, path, progress, *, page):
    """Both sheets for the filters of the page, in the exporter's scope; returns the rows of the first."""
    day = day_of(query)
    rows = page.queryset_for(user, query)
    report = Report(user)
    count = report.add_sheet(
        f"{_('Receivables')} {day.isoformat()}", report_columns(), rows.iterator(chunk_size=500), progress=progress
    )
    items, field = open_items(rows, day)
    report.add_sheet(
        _("Open items"),
        item_columns(day, field),
        items.iterator(chunk_size=2000),
        progress=lambda number: progress(count + number),
    )
    report.save(path)
    return count


def count_report(user, query, limit, *, page):
    """Rows of both sheets, counted no further than ``limit``: what decides whether the worker writes it."""
    rows = page.queryset_for(user, query).order_by()
    items, _field = open_items(rows, day_of(query))
    return min(rows[:limit].count() + items.order_by()[:limit].count(), limit)
