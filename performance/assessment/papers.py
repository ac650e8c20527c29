"""F-36, the assessment sheet (绩效考核表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.assessment.states import SEEN
from performance.metric.catalogue import METRICS
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from typing import Any

    from performance.assessment.models import Assessment

TEMPLATE = "performance/assessment/paper.html"


@pdf.in_chinese
def assessment_pdf(assessment: Assessment, with_cost: bool = True) -> bytes:
    """Employee, period, indicators with target, actual and score, deductions, comment, signatures (F-36)."""
    return pdf.render(TEMPLATE, paper_context(assessment, with_cost))


def paper_context(assessment: Assessment, with_cost: bool = True) -> dict:
    """Profit and margin are left out for those who do not see cost (SEC-03)."""
    lines, deductions = list(assessment.lines.all()), list(assessment.deductions.all())
    rows: list[Any] = [*lines, *deductions]
    for row in rows:
        row.is_hidden = not with_cost and row.code in METRICS and METRICS[row.code].is_cost
    return {
        "assessment": assessment,
        "number": assessment.number,
        "date": assessment.confirmed_at or assessment.computed_at,
        "draft": assessment.status not in SEEN,
        "lines": lines,
        "deductions": deductions,
        "advice": list(assessment.advice.all()),
        "coaching": getattr(assessment, "coaching", None),
        "appeal": getattr(assessment, "appeal", None),
        "signatures": [
            ("被考核人", assessment.person, None),
            ("评分人", assessment.scored_by, assessment.scored_at),
            ("确认人", assessment.confirmed_by, assessment.confirmed_at),
        ],
    }
