"""How far plans have come: what of an order is planned, and when a plan is complete."""

from orders.order.progress import with_quantities
from orders.plan.models import PlanRelease, PlanReleaseLine
from salesmgmt.core.state import lock, move


def is_planned(order):
    """A released plan covers something of the order."""
    return PlanReleaseLine.objects.filter(order_line__order=order, is_active=True).exists()


def finish_plan(plan_pk, actor):
    """A plan is complete when everything it names is in stock."""
    plan = lock(PlanRelease, plan_pk)
    lines = plan.lines.filter(order_line__isnull=False)
    quantities = {line.pk: line.entered for line in with_quantities(plan.order.lines.all())}
    if plan.can_become(PlanRelease.Status.COMPLETED) and all(
        quantities[line.order_line_id] >= line.quantity for line in lines
    ):
        move(plan, PlanRelease.Status.COMPLETED, actor)
    return plan
