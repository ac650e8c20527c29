from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.plan.states import PlanReleaseStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from orders.order.models import Order
    from orders.plan.models import PlanRelease
    from salesmgmt.core.models import User


def _owner(document: PlanRelease) -> User:
    return document.order.customer.owner


@because(
    _(
        "A plan is released by the sales representative in charge of the customer, while a line of the order has no plan."
    )
)
def can_create_plan(user: User, order: Order) -> bool:
    """While a line is without a released plan."""
    return (
        order.status in order.PLANNABLE
        and may(user, "plan_release", "C", owner=order.customer.owner)
        and order.lines.exclude(plan_lines__is_active=True).exists()
    )


@because(_("A plan release is edited by the sales representative in charge of it, while it is a draft."))
def can_edit_plan(user: User, plan: Any) -> bool:
    return plan.is_editable and may(user, "plan_release", "U", owner=_owner(plan))


def can_submit_plan(user: User, plan: PlanRelease) -> bool:
    return plan.can_become(PlanReleaseStatus.SUBMITTED) and may(user, "plan_release", "U", owner=_owner(plan))


@because(
    _("Departments are told orally once, by the sales representative in charge, while the plan release is a draft.")
)
def can_give_oral_notice(user: User, plan: PlanRelease) -> bool:
    return plan.is_editable and plan.verbal_notice_at is None and may(user, "plan_release", "U", owner=_owner(plan))


def can_revise_plan(user: User, plan: PlanRelease) -> bool:
    return (
        plan.can_become(PlanReleaseStatus.SUPERSEDED)
        and not hasattr(plan, "replaced_by")
        and may(user, "plan_release", "C", owner=_owner(plan))
    )


@because(_("A released plan is cancelled by the head of sales, a draft by its sales representative."))
def can_cancel_plan(user: User, plan: PlanRelease) -> bool:
    """A released plan is cancelled by the head of sales, a draft by its author (states.md)."""
    if plan.status == PlanReleaseStatus.DRAFT:
        return may(user, "plan_release", "U", owner=_owner(plan))
    return plan.can_become(PlanReleaseStatus.CANCELLED) and may(user, "plan_release", "A")
