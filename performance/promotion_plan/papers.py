"""F-35, its first half: the promotion plan (市场推广计划)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.promotion_plan.models import PromotionPlan

TEMPLATE = "performance/promotion_plan/paper.html"


@pdf.in_chinese
def plan_pdf(plan: PromotionPlan) -> bytes:
    """Goals, channels, content and budget, with who wrote and who approved it."""
    return pdf.render(TEMPLATE, paper_context(plan))


def paper_context(plan: PromotionPlan) -> dict:
    round_ = approvals.last_round(plan)
    steps = [step for step in round_.steps.all() if step.is_decided] if round_ else []
    return {
        "plan": plan,
        "number": plan.number,
        "date": plan.created_at,
        "draft": plan.status != plan.Status.APPROVED,
        "lines": list(plan.lines.all()),
        "total": plan.lines.aggregate(sum=Sum("budget"))["sum"],
        "signatures": [
            ("编制", round_.applicant if round_ else plan.created_by, round_.opened_at if round_ else plan.created_at),
            *[("批准", step.decided_by, step.decided_at) for step in steps[-1:]],
        ],
    }
