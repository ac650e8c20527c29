"""F-39, the risk report (风险报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.risk.models import RiskReport

TEMPLATE = "performance/risk/paper.html"


@pdf.in_chinese
def risk_pdf(risk: RiskReport) -> bytes:
    """Category, object, known since, description, proposal, level, response; all assessments with their day."""
    return pdf.render(TEMPLATE, paper_context(risk))


def paper_context(risk: RiskReport) -> dict:
    assessments = list(risk.assessments.select_related("by"))
    first = assessments[-1] if assessments else None
    return {
        "risk": risk,
        "number": risk.number,
        "date": risk.reported_at,
        "draft": False,
        "assessments": assessments,
        "signatures": [
            ("报告人", risk.reporter, risk.reported_at),
            ("评估人", first.by if first else None, first.on if first else None),
            ("处理人", risk.response_owner, None),
        ],
    }
