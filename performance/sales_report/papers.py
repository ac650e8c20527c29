"""The sales report as a paper: live until it is archived, then always the paper as it was issued (ANA-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.sales_report.figures import groups_kept, indicators_kept, months_kept
from performance.sales_report.states import SalesReportStatus
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.sales_report.models import SalesReport
    from salesmgmt.core.models import User

FORM_CODE = "sales-report"
TEMPLATE = "performance/sales_report/paper.html"


@pdf.in_chinese
def report_pdf(report: SalesReport) -> bytes:
    found = pdf.issued(report, FORM_CODE)
    if found:
        return pdf.read(found)
    draft = report.status != SalesReportStatus.ARCHIVED
    return pdf.render(TEMPLATE, {**paper_context(report), "draft": draft})


@pdf.in_chinese
def issue_report(report: SalesReport, user: User) -> None:
    pdf.issue(report, FORM_CODE, TEMPLATE, paper_context(report), user, file_name=f"{report.number}.pdf")


def paper_context(report: SalesReport) -> dict:
    """Indicators, thirteen months as bars, the largest, what was said of them, the measures."""
    months = months_kept(report.figures)
    highest = max([row.value or 0 for row in months] or [0])
    return {
        "report": report,
        "number": report.number,
        "date": report.figures_at,
        "indicators": indicators_kept(report.figures, with_cost=True),
        "months": [(row, int((row.value or 0) * 100 / highest) if highest > 0 else 0) for row in months],
        "groups": groups_kept(report.figures),
        "measures": list(report.measures.select_related("person")),
        "signatures": [
            ("分析人", report.commented_by, report.commented_at),
            ("归档人", report.archived_by, report.archived_at),
        ],
    }
