"""What plans, production, stock and deliveries make of an order's status.

The rooms to the right know them, and answer as facts: ``is_planned`` and ``is_started`` about an order,
``with_entered`` and ``with_delivered`` about a queryset of order lines.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import DecimalField, OuterRef, Prefetch, Subquery, Sum, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from orders.order.models import Order, OrderLine
from orders.order.rules import order_status_of
from orders.order.states import LADDER
from salesmgmt.core import registry
from salesmgmt.core.calendar import day_of
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import lock, move

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from salesmgmt.core.models import User

QUANTITY = DecimalField(max_digits=14, decimal_places=2)


def sum_of_line(rows: Any, field: str) -> Any:
    """A correlated sum over the rows of one order line, for who answers about its quantities."""
    total = rows.filter(order_line=OuterRef("pk")).order_by().values("order_line").annotate(total=Sum(field))
    return Coalesce(Subquery(total.values("total")), Value(Decimal(0)), output_field=QUANTITY)


def with_quantities(order_lines: Any) -> Any:
    """Order lines with ``entered``, ``held``, ``delivered``, ``accepted``, ``unsettled`` and ``conceded`` quantities and
    ``last_signed_at``: one query."""
    with_entered = registry.fact("order_line", "with_entered", order_lines)
    return registry.fact("order_line", "with_delivered", with_entered)


def lines_with_products(order: Order) -> list:
    """The lines of the order with their products, for whatever its page shows of them: one query, however often asked."""
    prefetch_related_objects([order], Prefetch("lines", OrderLine.objects.select_related("product")))
    return list(order.lines.all())


def _keep_accepted_dates(lines: Any) -> None:
    """A line is accepted on the day the customer signed for the last of it (ORD-10); with more ordered it is so no more."""
    for line in lines:
        whole = line.last_signed_at is not None and line.accepted >= line.quantity
        day = day_of(line.last_signed_at) if whole else None
        if line.accepted_date != day:
            line.accepted_date = day
            line.save(update_fields=["accepted_date"])


def refresh_order(order: Order, actor: User) -> Order:
    """Bring a locked order to the status it has earned, one rung at a time, each with its audit row.

    It is accepted, and may close, only when the customer has accepted all its lines (DLV-08); what he did not accept of a
    line ends with the difference that was settled with him (DLV-03).
    """
    order = lock(Order, order.pk)
    rows = list(with_quantities(order.lines.all()))
    _keep_accepted_dates(rows)
    lines = [
        (row.quantity, max(row.entered, row.held), row.delivered, row.accepted + row.conceded - row.unsettled)
        for row in rows
    ]
    earned = order_status_of(
        order.status,
        lines,
        planned=registry.fact("order", "is_planned", order),
        started=registry.fact("order", "is_started", order),
    )
    while order.status != earned:
        steps = LADDER[LADDER.index(order.status) + 1 : LADDER.index(earned) + 1]
        move(order, next(rung for rung in reversed(steps) if order.can_become(rung)), actor)
    return order


def orders_under(contract: Contract) -> list[Order]:
    """The orders of a contract, oldest first; read once for its page."""
    return read_once(contract, "orders_under", lambda: list(contract.orders.order_by("pk")))
