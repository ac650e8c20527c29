"""What plans, production, stock and deliveries make of an order's status."""

from decimal import Decimal

from django.db.models import DecimalField, Max, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.order.models import Order
from orders.order.rules import order_status_of
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.production.models import Production
from orders.stock.models import StockEntry
from salesmgmt.core.calendar import day_of
from salesmgmt.core.state import lock, move

QUANTITY = DecimalField(max_digits=14, decimal_places=2)
# The ladder a status climbs, rung by rung, because the table knows no jumps.
LADDER = ("confirmed", "planned", "in_production", "ready", "partly_delivered", "delivered", "accepted")


def _sum(rows, field):
    """A correlated sum over the rows of one order line."""
    total = rows.filter(order_line=OuterRef("pk")).order_by().values("order_line").annotate(total=Sum(field))
    return Coalesce(Subquery(total.values("total")), Value(Decimal(0)), output_field=QUANTITY)


def with_quantities(order_lines):
    """Order lines with ``entered``, ``held``, ``delivered`` and ``accepted`` quantities and ``last_signed_at``: one query."""
    notes = DeliveryNoteLine.objects.filter(note__status__in=DeliveryNote.HOLDS_STOCK)
    arrived = DeliveryNoteLine.objects.filter(note__status__in=["delivered", "difference", "signed", "closed"])
    signed = DeliveryNoteLine.objects.filter(note__status__in=["signed", "closed"])
    return order_lines.annotate(
        entered=_sum(StockEntry.objects.all(), "quantity"),
        held=_sum(notes, "quantity"),
        delivered=_sum(arrived, "quantity"),
        accepted=_sum(signed, "accepted_quantity"),
        last_signed_at=_last_signed(signed),
    )


def _last_signed(signed):
    rows = signed.filter(order_line=OuterRef("pk"), accepted_quantity__gt=0).order_by().values("order_line")
    return Subquery(rows.annotate(last=Max("note__signed_at")).values("last"))


def _keep_accepted_dates(lines):
    """A line is accepted on the day the customer signed for the last of it (ORD-10); with more ordered it is so no more."""
    for line in lines:
        whole = line.last_signed_at is not None and line.accepted >= line.quantity
        day = day_of(line.last_signed_at) if whole else None
        if line.accepted_date != day:
            line.accepted_date = day
            line.save(update_fields=["accepted_date"])


def refresh_order(order, actor):
    """Bring a locked order to the status it has earned, one rung at a time, each with its audit row."""
    order = lock(Order, order.pk)
    rows = list(with_quantities(order.lines.all()))
    _keep_accepted_dates(rows)
    lines = [(line.quantity, max(line.entered, line.held), line.delivered, line.accepted) for line in rows]
    earned = order_status_of(
        order.status,
        lines,
        planned=PlanReleaseLine.objects.filter(order_line__order=order, is_active=True).exists(),
        started=Production.objects.filter(order=order, started_at__isnull=False).exists(),
    )
    while order.status != earned:
        steps = LADDER[LADDER.index(order.status) + 1 : LADDER.index(earned) + 1]
        move(order, next(rung for rung in reversed(steps) if order.can_become(rung)), actor)
    return order


def finish_plan(plan_pk, actor):
    """A plan is complete when everything it names is in stock."""
    plan = lock(PlanRelease, plan_pk)
    lines = plan.lines.filter(order_line__isnull=False)
    quantities = {line.pk: line.entered for line in with_quantities(plan.order.lines.all())}
    if plan.can_become("completed") and all(quantities[line.order_line_id] >= line.quantity for line in lines):
        move(plan, PlanRelease.Status.COMPLETED, actor)
    return plan
