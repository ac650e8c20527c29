"""What plan release forms tell core."""

from django.utils.translation import gettext_lazy as _

from orders.plan.approval import PLAN_RELEASE
from orders.plan.clock import alert_missing_forms
from orders.plan.completion import planned_among
from orders.plan.from_sample import plan_of_sample, plan_release_of
from orders.plan.models import PlanRelease
from orders.plan.permissions import can_create_plan
from orders.plan.release import draft_plan, stop_plans_of
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.web.detail import Action


def reads_plans(user, document=None):
    return may_at_all(user, "plan_release", "R")


def register():
    registry.register_document(
        PlanRelease, "PLN", _("Plan release form"), _("Plan release forms"), "clipboard-list", "plan-release-list"
    )
    registry.register_bar("plan-release-list", Role.PLN, Role.PROD, order=20)
    registry.register_menu(
        "orders", _("Plan release forms"), "plan-release-list", "clipboard-list", can=reads_plans, order=30
    )
    approvals.register(PLAN_RELEASE)
    registry.register_periodic(
        "plan-backfill",
        _("Oral notices without a plan form"),
        "0 * * * *",
        alert_missing_forms,
        rules="PRD-02",
        in_batches=True,
    )
    registry.register_action(
        "order",
        Action(
            "plan",
            _("Create a plan release form"),
            can_create_plan,
            draft_plan,
            style="primary",
            icon="clipboard-list",
            goto=lambda plan, order: plan.get_absolute_url(),
            order=20,
        ),
    )
    registry.register_tab(
        "order",
        registry.Tab(
            "plans",
            _("Plans"),
            "order-plans",
            lambda order, user: PlanRelease.objects.visible_to(user).filter(order=order),
            reads_plans,
            order=40,
        ),
    )
    registry.register_fact("order", "planned_among", planned_among)
    registry.register_command("sample_request", "approved", "plan", plan_of_sample)
    registry.register_fact("sample_request", "plan", plan_release_of)
    # After the deliveries of the order.
    registry.register_command("order", "cancelled", "plan", stop_plans_of, order=60)
