"""What plans, production, stock and deliveries make of an order's status.

The rooms to the right know them, and answer as facts: ``planned_among`` and ``started_among`` about orders,
``with_entered`` and ``with_delivered`` about a queryset of order lines.
"""

from __future__ import annotations

from collections import defaultdict
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
from salesmgmt.core.state import lock, lock_many, move_many

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
    changed = []
    for line in lines:
        whole = line.last_signed_at is not None and line.accepted >= line.quantity
        day = day_of(line.last_signed_at) if whole else None
        if line.accepted_date != day:
            line.accepted_date = day
            changed.append(line)
    OrderLine.objects.bulk_update(changed, ["accepted_date"])


def refresh_order(order: Order, actor: User | None) -> Order:
    """Bring an order, which is locked here, to the status it has earned, one rung at a time, each with its audit row.

    It is accepted, and may close, only when the customer has accepted all its lines (DLV-08); what he did not accept of a
    line ends with the difference that was settled with him (DLV-03).
    """
    order = lock(Order, order.pk)
    _bring_on([order], actor)
    return order


def refresh_orders(pks: list[int]) -> list[Order]:
    """refresh_order() for a batch of the clock, in as many queries as for one."""
    orders = lock_many(Order, pks)
    _bring_on(orders, None)
    return orders


def _bring_on(orders: list[Order], actor: User | None) -> None:
    lines: dict[int, list[Any]] = defaultdict(list)  # with the quantities
    for line in with_quantities(OrderLine.objects.filter(order__in=orders).order_by("order", "pk")):
        lines[line.order_id].append(line)
    _keep_accepted_dates(line for rows in lines.values() for line in rows)
    planned = registry.fact("order", "planned_among", orders)
    started = registry.fact("order", "started_among", orders)
    earned = {
        order.pk: order_status_of(
            order.status,
            [
                (row.quantity, max(row.entered, row.held), row.delivered, row.accepted + row.conceded - row.unsettled)
                for row in lines[order.pk]
            ],
            planned=order.pk in planned,
            started=order.pk in started,
        )
        for order in orders
    }
    while behind := [order for order in orders if order.status != earned[order.pk]]:
        together: dict[str, list[Order]] = defaultdict(list)
        for order in behind:
            together[_next_rung(order, earned[order.pk])].append(order)
        for rung, some in together.items():
            move_many(some, rung, actor)


def _next_rung(order: Order, earned: str) -> str:
    steps = LADDER[LADDER.index(order.status) + 1 : LADDER.index(earned) + 1]
    return next(rung for rung in reversed(steps) if order.can_become(rung))


def orders_under(contract: Contract) -> list[Order]:
    """The orders of a contract, oldest first; read once for its page."""
    return read_once(contract, "orders_under", lambda: list(contract.orders.order_by("pk")))
