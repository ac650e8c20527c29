"""Traded goods need no making: what has arrived is offered for inspection as if it had been made (ORD-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_noop

from orders.order.progress import refresh_order
from orders.plan.models import PlanRelease
from orders.production.models import Production
from orders.production.run import complete
from salesmgmt.core import registry
from salesmgmt.core.state import change, lock, move

if TYPE_CHECKING:
    from orders.order.models import OrderLine
    from salesmgmt.core.models import User


def goods_arrived(order_line: OrderLine, user: User) -> None:
    """Within the transaction of the arrival, the order locked; without a released plan nothing moves yet (PRD-03)."""
    row = Production.objects.filter(
        order_line=order_line, kind=Production.Kind.TRADED, status=Production.Status.PLANNED
    ).first()
    if row is None:
        return
    production = lock(Production, row.pk, "order__customer__owner", "plan_line__plan")
    plan = lock(PlanRelease, production.plan_line.plan_id)
    move(production, Production.Status.IN_PRODUCTION, user, started_at=timezone.now())
    if plan.can_become(PlanRelease.Status.IN_PROGRESS):
        move(plan, PlanRelease.Status.IN_PROGRESS, user)
    change(production, user, gettext_noop("Traded goods arrived"), quantity_done=production.quantity)
    registry.tell("production", "reported", production, user=user, quantity=production.quantity)
    complete(production, user, production.quantity)
    refresh_order(production.order, user)
