"""F-40, the breakdown of the year's plan (年度销售计划分解表, 004 §5.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.plan.states import AGREED
from performance.quota.models import Quota
from performance.quota.setting import PREPARED
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.money import ZERO
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.plan.models import SalesPlan
    from salesmgmt.core.models import User

TEMPLATE = "performance/plan/paper.html"


@pdf.in_chinese
def breakdown_pdf(plan: SalesPlan, user: User) -> bytes:
    """Each representative with his quota, and by customers, class, region and category how it is made up, as far as the
    reader may see it (PLN-03)."""
    return pdf.render(TEMPLATE, paper_context(plan, user))


def paper_context(plan: SalesPlan, user: User) -> dict:
    quotas = Quota.objects.visible_to(user).filter(year=plan.year, status__in=[*PREPARED, Quota.Status.APPROVED])
    rows = list(
        quotas.select_related("rep__unit")
        .prefetch_related("lines__customer", "lines__region", "lines__category")
        .order_by("rep__unit__path", "rep__username", "pk")
    )
    round_ = approvals.last_round(plan)
    decided = [step for step in round_.steps.all() if step.is_decided] if round_ and plan.status in AGREED else []
    return {
        "plan": plan,
        "number": plan.number,
        "date": plan.released_on or today(),
        "draft": plan.status != plan.Status.RELEASED,
        "quotas": rows,
        "total": sum((row.collection_amount for row in rows), ZERO),
        "signatures": [
            ("编制", plan.created_by, plan.created_at),
            *(("批准", step.decided_by, step.decided_at) for step in decided[-1:]),
            *([] if decided else [("批准", None, None)]),
            ("下达", None, plan.released_on),
        ],
    }
