"""What task plans tell core."""

from django.utils.translation import gettext_lazy as _

from orders.task_plan.clock import bring_intake
from orders.task_plan.models import TaskPlan
from orders.task_plan.permissions import can_edit_task_plan
from orders.task_plan.planning import release_intake
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, may_at_all


def reads_task_plans(user):
    return may_at_all(user, "task_plan", "R")


def register():
    registry.register_document(TaskPlan, "TSK", _("Task plan"), _("Task plans"), "calendar-check", "task-plan-list")
    registry.register_menu(
        "orders", _("Task plans"), "task-plan-list", "calendar-check", can=reads_task_plans, order=28
    )
    register_draft(TaskPlan, can_edit_task_plan, after=release_intake)
    registry.register_periodic(
        "task-plan", _("Intake plans of the month to the planner"), "30 5 1 * *", bring_intake, rules="PRD-05"
    )
    registry.register_home_card(
        "task-plans-to-agree",
        _("Task plans to agree"),
        lambda user: user.has_role(Role.PROD),
        lambda user: TaskPlan.objects.visible_to(user).filter(status=TaskPlan.Status.DRAFT),
        f"task-plan-list?status={TaskPlan.Status.DRAFT}",
        icon="calendar-check",
        tone="warn",
    )
