"""Stopping what was planned for an order that is cancelled."""

from orders.delivery.models import DeliveryNote
from orders.plan.models import PlanRelease
from orders.plan.release import stop_plan
from salesmgmt.core.state import lock, move


def stop_open_plans(order, user, reason):
    """Cancel the order's open plan releases and the deliveries that have not left (ORD-09)."""
    for note in order.deliveries.filter(status__in=["draft", "issued"]).order_by("pk"):
        move(lock(DeliveryNote, note.pk), DeliveryNote.Status.CANCELLED, user, comment=reason)
    for plan in order.plan_releases.filter(status__in=["draft", "submitted", "released", "in_progress"]).order_by("pk"):
        stop_plan(lock(PlanRelease, plan.pk), user, reason)
