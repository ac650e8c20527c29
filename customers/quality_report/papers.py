"""F-27, the customer quality information feedback form (客户质量信息反馈表, 004 §7.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.quality_report.models import QualityFeedbackReport
    from salesmgmt.core.models import User


FORM_CODE = "F-27"
TEMPLATE = "customers/quality_report/paper.html"


@pdf.in_chinese
def report_pdf(report: QualityFeedbackReport) -> bytes:
    """The bytes of the paper the departments got, or of a draft while it was not passed on (SVC-10)."""
    found = pdf.issued(report, FORM_CODE)
    if found:
        return pdf.read(found)
    return pdf.render(TEMPLATE, {**paper_context(report), "draft": report.status == report.Status.DRAFT})


@pdf.in_chinese
def issue_report(report: QualityFeedbackReport, user: User) -> None:
    """Printed once, when it is passed on; departments may fetch it, no price is on it."""
    name = f"{report.number}.pdf"
    pdf.issue(report, FORM_CODE, TEMPLATE, paper_context(report), user, file_name=name, prices=False)


def paper_context(report: QualityFeedbackReport) -> dict:
    """Week, customer, product, opinion, department, action (forms.md F-27)."""
    return {
        "report": report,
        "lines": list(report.lines.select_related("customer", "product_category")),
        "number": report.number,
        "date": report.submitted_at or today(),
        "departments": "、".join(
            str(label)
            for role, label in report._meta.get_field("departments").base_field.choices
            if role in report.departments
        ),
        "signatures": [
            ("制表", report.submitted_by, report.submitted_at),
            ("审核", report.forwarded_by, report.forwarded_at),
            ("批准", None, None),
        ],
    }
