"""The annual check as a paper, for the general manager (KPI-13): the figures that are kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.annual_review.states import ReviewStatus
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.annual_review.models import AnnualReview

TEMPLATE = "performance/annual_review/paper.html"


@pdf.in_chinese
def review_pdf(review: AnnualReview) -> bytes:
    return pdf.render(TEMPLATE, paper_context(review))


def paper_context(review: AnnualReview) -> dict:
    """The five indicators, their twelve months, what drives each, and what is expected; a draft until it is confirmed."""
    lines = list(review.lines.all())
    days = sorted({day for line in lines for day, _value in line.months})
    values = [dict(line.months) for line in lines]
    return {
        "review": review,
        "number": review.number,
        "date": review.computed_at,
        "draft": review.status != ReviewStatus.CONFIRMED,
        "lines": lines,
        "rows": [(line, line.text(line.value), line.text(line.limit), line.text(line.expected)) for line in lines],
        "months": [
            (f"{day.month}月", [line.text(each.get(day)) for line, each in zip(lines, values, strict=True)])
            for day in days
        ],
        "signatures": [
            ("计算人", review.created_by or "系统", review.computed_at),
            ("总经理确认", review.confirmed_by or "", review.confirmed_on),
        ],
    }
