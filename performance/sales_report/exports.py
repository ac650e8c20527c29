"""A sales report as an Excel workbook: the figures that were kept (ANA-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.sales_report.figures import groups_kept, indicators_kept, months_kept
from performance.sales_report.models import SalesReport
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output.xlsx import Column, Report
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


# The places of the columns of _amounts.
FIGURE, PERIOD_BEFORE, YEAR_BEFORE = 1, 2, 3


def build_report(user: User, query: Any, path: Any, progress: Any) -> int:
    """Sheets for the indicators, the months and each split, both with a chart, and the measures."""
    found = SalesReport.objects.within(user, "E").filter(pk=as_pk(query.get("report"))).select_related("unit").first()
    if found is None:
        raise BusinessError(_("There is no such report that you may export."))
    report = Report(user)
    report.add_sheet(pgettext("analysis", "Indicators"), _texts(), indicators_kept(found.figures, with_cost=True))
    count = report.add_sheet(
        _("Sales month by month"), _amounts(_("month")), months_kept(found.figures), drawn=(FIGURE, YEAR_BEFORE)
    )
    for label, rows in groups_kept(found.figures):
        count += report.add_sheet(str(label), _amounts(str(label)), rows, drawn=(FIGURE, PERIOD_BEFORE))
    report.add_sheet(
        pgettext("sales report", "Measures"),
        [
            Column(pgettext("sales report", "measure"), lambda row: row.text, width=60),
            Column(pgettext("sales report", "who does it"), lambda row: str(row.person), width=14),
            Column(pgettext("sales report", "until"), lambda row: row.due_on, "date"),
        ],
        found.measures.select_related("person"),
    )
    report.save(path)
    return count


def _texts() -> list[Column]:
    return [
        Column(pgettext("analysis", "Indicator"), lambda row: str(row.label), width=32),
        Column(pgettext("analysis", "figure"), lambda row: row.text, width=18),
        Column(pgettext("analysis", "period before"), lambda row: row.previous_text, width=18),
        Column(_("a year before"), lambda row: row.earlier_text, width=18),
    ]


def _amounts(label: str) -> list[Column]:
    return [
        Column(label, lambda row: str(row.label), width=32),
        Column(pgettext("analysis", "figure"), lambda row: row.value, "money", total=True),
        Column(pgettext("analysis", "period before"), lambda row: row.previous, "money", total=True),
        Column(_("a year before"), lambda row: row.earlier, "money", total=True),
    ]


def count_report(user: User, query: Any, limit: int) -> int:
    return 1
