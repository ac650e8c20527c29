"""F-41, the work report (工作汇报)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.work_report.models import WorkReport

TEMPLATE = "performance/work_report/paper.html"


@pdf.in_chinese
def report_pdf(report: WorkReport) -> bytes:
    """What was done, problems, proposals, next steps, and what the superior said."""
    return pdf.render(
        TEMPLATE,
        {
            "report": report,
            "lines": list(report.lines.all()),
            "people": list(report.people.select_related("person")),
            "number": report.number,
            "date": report.date_to,
            "draft": report.is_editable,
            "signatures": [
                ("汇报人", report.employee, report.submitted_at),
                ("直接上级", report.commented_by, report.commented_at),
            ],
        },
    )
