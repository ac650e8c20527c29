"""How far plans have come: what of an order is planned, and when a plan is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.order.progress import with_quantities
from orders.plan.models import PlanRelease, PlanReleaseLine
from salesmgmt.core.state import lock, move

if TYPE_CHECKING:
    from orders.order.models import Order
    from salesmgmt.core.models import User


def planned_among(orders: list[Order]) -> set[int]:
    """Those of which a released plan covers something."""
    lines = PlanReleaseLine.objects.filter(order_line__order__in=orders, is_active=True)
    return set(lines.order_by().values_list("order_line__order", flat=True))


def finish_plan(plan_pk: int, actor: User) -> PlanRelease:
    """A plan is complete when everything it names is in stock."""
    plan = lock(PlanRelease, plan_pk)
    lines = plan.lines.filter(order_line__isnull=False)
    quantities = {line.pk: line.entered for line in with_quantities(plan.order.lines.all())}
    if plan.can_become(PlanRelease.Status.COMPLETED) and all(
        quantities[line.order_line_id] >= line.quantity for line in lines
    ):
        move(plan, PlanRelease.Status.COMPLETED, actor)
    return plan
