"""How promotion plans are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.promotion_plan.models import PromotionPlan
from performance.promotion_plan.permissions import can_edit_plan
from performance.promotion_plan.writing import check_plan
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_plan(plan: PromotionPlan, policy: Any) -> list[Step]:
    """The director decides (MKT-01, roles.md)."""
    return [Step(1, Role.DIR, _("Sales director"), PromotionPlan.Status.SUBMITTED)]


PROMOTION_PLAN = Approval(
    model=PromotionPlan,
    steps_for=steps_for_plan,
    approved=PromotionPlan.Status.APPROVED,
    rejected=PromotionPlan.Status.DRAFT,
    returned=PromotionPlan.Status.DRAFT,
    withdrawn=PromotionPlan.Status.DRAFT,
    can_submit=can_edit_plan,
    check_submit=check_plan,
    amount=lambda plan: plan.budget,
)
