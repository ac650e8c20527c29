"""How an order stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    PLANNED = "planned", pgettext_lazy("order", "Planned")
    IN_PRODUCTION = "in_production", _("In production")
    READY = "ready", _("Ready for delivery")
    PARTLY_DELIVERED = "partly_delivered", _("Partly delivered")
    DELIVERED = "delivered", _("Delivered")
    ACCEPTED = "accepted", pgettext_lazy("order", "Accepted by the customer")
    CLOSED = "closed", pgettext_lazy("order", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


# The one ladder of an order: a status climbs it rung by rung, because the table knows no jumps.
LADDER = (
    OrderStatus.CONFIRMED,
    OrderStatus.PLANNED,
    OrderStatus.IN_PRODUCTION,
    OrderStatus.READY,
    OrderStatus.PARTLY_DELIVERED,
    OrderStatus.DELIVERED,
    OrderStatus.ACCEPTED,
)


def rungs(first: str, last: str) -> tuple[OrderStatus, ...]:
    """The part of the ladder from one status to another, both included."""
    return LADDER[LADDER.index(first) : LADDER.index(last) + 1]


# Goods are still to come to the customer.
COMING = rungs(OrderStatus.CONFIRMED, OrderStatus.PARTLY_DELIVERED)


ORDER_TRANSITIONS: dict[str, list[str]] = {
    # A draft that nobody confirmed may be thrown away; from then on only an approved change cancels (ORD-09).
    OrderStatus.DRAFT: [OrderStatus.SUBMITTED, OrderStatus.CANCELLED],
    OrderStatus.SUBMITTED: [OrderStatus.CONFIRMED, OrderStatus.DRAFT],
    OrderStatus.CONFIRMED: [OrderStatus.PLANNED, OrderStatus.CANCELLED],
    OrderStatus.PLANNED: [OrderStatus.IN_PRODUCTION, OrderStatus.CANCELLED],
    OrderStatus.IN_PRODUCTION: [OrderStatus.READY, OrderStatus.PARTLY_DELIVERED, OrderStatus.CANCELLED],
    OrderStatus.READY: [OrderStatus.PARTLY_DELIVERED, OrderStatus.DELIVERED, OrderStatus.CANCELLED],
    OrderStatus.PARTLY_DELIVERED: [OrderStatus.DELIVERED],
    OrderStatus.DELIVERED: [OrderStatus.ACCEPTED],
    OrderStatus.ACCEPTED: [OrderStatus.CLOSED],
}


class OrderLineSupplyType(models.TextChoices):
    MADE = "made", _("Own production")
    TRADED = "traded", _("Traded goods")
