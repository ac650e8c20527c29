from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.plan.models import PlanRelease
from orders.plan.permissions import can_submit_plan
from orders.plan.release import check_submit, on_released
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_plan(plan: PlanRelease, policy: Any) -> list[Step]:
    """One signature: the head of sales, whom the general manager may stand in for (PRD-04, 004 §4.3.4)."""
    return [Step(1, Role.DIR, _("Head of sales"), PlanRelease.Status.SUBMITTED, alternate=Role.GM)]


PLAN_RELEASE = Approval(
    model=PlanRelease,
    steps_for=steps_for_plan,
    approved=PlanRelease.Status.RELEASED,
    rejected=PlanRelease.Status.DRAFT,
    returned=PlanRelease.Status.DRAFT,
    withdrawn=PlanRelease.Status.DRAFT,
    can_submit=can_submit_plan,
    check_submit=check_submit,
    approved_fields=lambda plan, user: {"released_at": timezone.now(), "released_by": user},
    on_approved=on_released,
)
