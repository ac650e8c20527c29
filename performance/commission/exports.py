"""The commission statements as an Excel workbook: the statements, and the lines behind them (F-37, PAY-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.commission.filters import StatementFilters
from performance.commission.models import CommissionLine, CommissionStatement
from salesmgmt.core.output.xlsx import Column, Report
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def statements_of(user: User, query: Any) -> Any:
    """Of the filters of the list, or one statement by ``statement=``; in the exporter's scope."""
    rows = CommissionStatement.objects.within(user, "E").select_related("person")
    pk = as_pk(query.get("statement"))
    if pk is not None:
        return rows.filter(pk=pk)
    return StatementFilters(query, queryset=rows, user=user).qs


def _lines(user: User, query: Any) -> Any:
    return CommissionLine.objects.filter(statement__in=statements_of(user, query).order_by().values("pk"))


def statement_columns() -> list[Column]:
    return [
        Column(_("Number"), lambda row: row.number, width=18),
        Column(_("Month"), lambda row: f"{row.month:%Y-%m}", width=10),
        Column(_("Representative"), lambda row: str(row.person), width=14),
        Column(_("Status"), lambda row: row.get_status_display(), width=12),
        Column(pgettext("commission", "Collected in the month"), lambda row: row.collected, "money", total=True),
        Column(pgettext("commission", "Quota of the month"), lambda row: row.quota, "money", total=True),
        Column(
            pgettext("commission", "Quota met"),
            lambda row: _("quota met") if row.qualified else _("quota not met"),
            width=14,
        ),
        Column(pgettext("commission", "Commission of the month"), lambda row: row.total, "money", total=True),
        Column(pgettext("commission", "Brought forward"), lambda row: row.brought_forward, "money", total=True),
        Column(pgettext("commission", "Released from earlier months"), lambda row: row.released, "money", total=True),
        Column(pgettext("commission", "Lines held back"), lambda row: row.withheld, "money", total=True),
        Column(pgettext("commission", "To be paid"), lambda row: row.payable, "money", total=True),
        Column(pgettext("commission", "Paid on"), lambda row: row.paid_on, "date"),
    ]


def line_columns() -> list[Column]:
    return [
        Column(_("Number"), lambda row: row.statement.number, width=18),
        Column(_("Month"), lambda row: f"{row.month:%Y-%m}", width=10),
        Column(_("Representative"), lambda row: str(row.person), width=14),
        Column(_("Day"), lambda row: row.day, "date"),
        Column(_("Kind"), lambda row: row.get_kind_display(), width=14),
        Column(_("Document"), lambda row: row.reference, width=18),
        Column(_("Customer"), lambda row: row.customer.name if row.customer else "", width=32),
        Column(_("Mature customer"), lambda row: _("yes") if row.mature else _("no"), width=10),
        Column(_("Product"), lambda row: str(row.product or ""), width=28),
        Column(_("New product until"), lambda row: row.new_until, "date"),
        Column(pgettext("commission", "Base"), lambda row: row.base, "money", total=True),
        Column(pgettext("commission", "Rate in ‰"), lambda row: row.rate, "quantity"),
        Column(pgettext("commission", "Commission"), lambda row: row.amount, "money", total=True),
        Column(pgettext("commission", "Standing"), lambda row: row.get_standing_display(), width=16),
        Column(
            pgettext("commission", "Refers to"),
            lambda row: row.counter_of.reference if row.counter_of else "",
            width=18,
        ),
    ]


def build_statements(user: User, query: Any, path: Any, progress: Any) -> int:
    report = Report(user)
    report.add_sheet(_("Commission statements"), statement_columns(), list(statements_of(user, query)))
    rows = _lines(user, query).select_related("statement", "person", "customer", "product", "counter_of")
    behind = rows.order_by("statement", "kind", "day", "pk").iterator(chunk_size=500)
    count = report.add_sheet(_("Lines"), line_columns(), behind, progress=progress)
    report.save(path)
    return count


def count_statements(user: User, query: Any, limit: int) -> int:
    return _lines(user, query).order_by()[:limit].count()
