"""The report of returns as an Excel workbook (RET-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.return_report.figures import by_category, by_cause, by_customer, by_month, by_product, lines_of
from orders.return_report.forms import ReportForm
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def group_columns(label: str) -> list[Column]:
    return [
        Column(label, lambda row: row.label, width=32),
        Column(_("Returns"), lambda row: row.returns, "int"),
        Column(_("Quantity of the list"), lambda row: row.quantity, "quantity", total=True),
        Column(_("Counted"), lambda row: row.counted, "quantity", total=True),
        Column(_("Amount of the list"), lambda row: row.amount, "money", total=True),
        Column(_("Taken off"), lambda row: row.credited, "money", total=True),
    ]


def line_columns() -> list[Column]:
    return [
        Column(_("Number"), lambda row: row.return_order.number, width=18),
        Column(_("Customer"), lambda row: row.return_order.customer.name, width=32),
        Column(_("Return category"), lambda row: row.return_order.get_category_display(), width=24),
        Column(_("Root cause"), lambda row: str(row.return_order.cause or ""), width=18),
        Column(_("Status"), lambda row: row.return_order.get_status_display(), width=14),
        Column(_("Notice received at"), lambda row: row.return_order.notified_at, "datetime"),
        Column(_("Product"), lambda row: str(row.product), width=28),
        Column(_("Delivery note"), lambda row: row.delivery_line.note.number, width=18),
        Column(_("Quantity"), lambda row: row.quantity, "quantity", total=True),
        Column(_("Counted"), lambda row: row.counted, "quantity", total=True),
        Column(_("Price"), lambda row: row.price, "money"),
        Column(_("Amount"), lambda row: row.amount, "money", total=True),
        Column(_("Responsible rep"), lambda row: str(row.return_order.customer.owner or ""), width=12),
    ]


def chosen_of(user: User, query: Any) -> dict:
    return ReportForm(query, user=user).chosen()


def build_report(user: User, query: Any, path: Any, progress: Any) -> int:
    """Five sheets of groups and the lines behind them, as on the page, in the exporter's scope."""
    lines = lines_of(user, chosen_of(user, query), "E")
    report = Report(user)
    for title, label, rows in (
        (_("By category"), _("Return category"), by_category(lines)),
        (_("By month"), pgettext("returns", "Month"), by_month(lines)),
        (_("By product"), _("Product"), by_product(lines)),
        (_("By root cause"), _("Root cause"), by_cause(lines)),
        (_("By customer"), _("Customer"), by_customer(lines)),
    ):
        report.add_sheet(title, group_columns(label), rows)
    related = ("return_order__customer__owner", "return_order__cause", "product", "delivery_line__note")
    behind = lines.select_related(*related).order_by("return_order", "pk")
    count = report.add_sheet(_("Lines"), line_columns(), behind.iterator(chunk_size=500), progress=progress)
    report.save(path)
    return count


def count_report(user: User, query: Any, limit: int) -> int:
    return lines_of(user, chosen_of(user, query), "E").order_by()[:limit].count()
