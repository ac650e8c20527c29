"""F-34, the research reports (市场 / 客户 / 同行调查报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.research.models import ResearchReport
    from salesmgmt.core.models import User


FORM_CODE, TEMPLATE = "F-34", "customers/research/paper.html"
# Printed: papers are Chinese whatever the reader's language is.
HEADINGS = {"market": "市场调查报告", "customer": "客户调查报告", "peer": "同行调查报告"}


@pdf.in_chinese
def research_pdf(report: ResearchReport) -> bytes:
    found = pdf.issued(report, FORM_CODE)
    return pdf.read(found) if found else pdf.render(TEMPLATE, paper_context(report))


@pdf.in_chinese
def issue_research(report: ResearchReport, user: User) -> None:
    """Print it once, when it is reviewed."""
    pdf.issue(report, FORM_CODE, TEMPLATE, paper_context(report), user, prices=False, file_name=f"{report.number}.pdf")


def paper_context(report: ResearchReport) -> dict:
    """Quarter, kind, facts, trend, conclusions, author, and the opinion of the reviewer."""
    names = [("制表", report.author, report.submitted_at), ("审核", report.reviewed_by, report.reviewed_at)]
    names.append(("批准", None, None))
    return {
        "report": report,
        "heading": HEADINGS[report.type],
        "number": report.number,
        "date": report.submitted_at or report.created_at,
        "signatures": names,
    }
