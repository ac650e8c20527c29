from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.task_plan.states import TaskPlanStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.task_plan.models import TaskPlan
    from salesmgmt.core.models import User


@because(_("Task plans are made by the planner."))
def can_create_task_plan(user: User) -> bool:
    return may_at_all(user, "task_plan", "C")


@because(_("A task plan is edited by the planner, while it is a draft."))
def can_edit_task_plan(user: User, plan: TaskPlan) -> bool:
    return plan.is_editable and may(user, "task_plan", "U")


@because(_("A task plan is issued, or taken back, by the planner."))
def can_issue_task_plan(user: User, plan: TaskPlan) -> bool:
    return plan.status == TaskPlanStatus.AGREED and may(user, "task_plan", "U")


@because(_("A task plan is agreed by production, and by nobody who wrote it."))
def can_agree_task_plan(user: User, plan: TaskPlan) -> bool:
    """Once it was put to the department (PRD-06, SEC-04)."""
    allowed = may(user, "task_plan", "A", document=plan)
    return plan.status == TaskPlanStatus.DRAFT and decides_alone(user, plan, Role.PROD, allowed)
