"""What an order change may ask for: pure rules (CHG-01, CHG-07, AMD-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.contract.standing import price_of
from orders.order.rules import beyond_contract
from orders.order.states import OrderStatus
from orders.supply.rules import CONTRACT
from orders.supply.words import pieces

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from orders.order.models import Order
    from orders.order_change.models import OrderChange, OrderChangeLine

CHANGING = ("quantity", "price", "state", "due_date", "delivery_place")


def missing_fields(change: OrderChange) -> list:
    """The form has four fields and none may be empty: order no., content, reason, expected impact (CHG-01)."""
    wanted = [
        (change.order_id, _("order no.")),
        (change.content.strip(), _("change content")),
        (change.reason.strip(), _("reason")),
        (change.expected_impact.strip(), _("expected impact")),
    ]
    return [str(label) for value, label in wanted if not value]


def missing_impacts(change: OrderChange) -> list:
    """Production, delivery and cost must each have been assessed (CHG-02)."""
    wanted = [
        (change.impact_production, _("production")),
        (change.impact_delivery, _("delivery")),
        (change.impact_cost, _("cost")),
    ]
    return [str(label) for value, label in wanted if not value.strip()]


def order_problem(order: Order, is_cancellation: bool) -> str:
    """An order that is delivered in full or closed is changed only by a return; a draft is simply edited (CHG-07)."""
    if is_cancellation and order.status in order.CANCELLABLE:
        return ""
    if not is_cancellation and order.status in order.CHANGEABLE:
        return ""
    if order.status in (OrderStatus.DELIVERED, OrderStatus.ACCEPTED, OrderStatus.CLOSED):
        return _("%(order)s is delivered in full: it can only be changed by a return.") % {"order": order}
    if is_cancellation and order.status == OrderStatus.PARTLY_DELIVERED:
        return _("%(order)s is partly delivered: reduce its quantities to what is delivered.") % {"order": order}
    return _("%(order)s is “%(status)s” and cannot be changed by an order change.") % {
        "order": order,
        "status": order.get_status_display(),
    }


def new_values(line: OrderChangeLine) -> dict:
    """``{field: value}`` that this change line really alters; for a new product all that was entered."""
    entered = {name: getattr(line, name) for name in CHANGING if getattr(line, name) not in (None, "")}
    if line.order_line is None:
        return entered
    return {name: value for name, value in entered.items() if value != getattr(line.order_line, name)}


def line_problem(line: OrderChangeLine, delivered: Decimal, held: Decimal) -> str:
    """A line must change something, and its quantity may not fall below what is delivered or planned for delivery:
    ``held`` stands on issued notes, what is delivered included. A plan release form that holds more is no refusal: its
    revision follows the change (CHG-05)."""
    values = new_values(line)
    if line.order_line is not None and not values:
        return _("%(line)s: nothing changes.") % {"line": line.order_line.product}
    if line.order_line is None or "quantity" not in values or values["quantity"] >= held:
        return ""
    figures = {
        "line": line.order_line.product,
        "delivered": pieces(delivered),
        "issued": pieces(held - delivered),
        "wanted": pieces(values["quantity"]),
        "held": pieces(held),
    }
    if values["quantity"] < delivered or held == delivered:
        return _("%(line)s: %(delivered)s are delivered already; the quantity cannot be %(wanted)s.") % figures
    return (
        _(
            "%(line)s: %(delivered)s are delivered and %(issued)s stand on issued delivery notes; the quantity cannot be "
            "less than %(held)s, not %(wanted)s. Cancel the note first."
        )
        % figures
    )


def contract_touches(order: Any, lines: Any, terms: Any, ordered: Any, states: Any = frozenset()) -> list:
    """Why this change alters contract terms, reason by reason: unit price, technical state, a product that is not in
    the contract, a quantity beyond it (AMD-06). Such a change waits for an amendment of the contract. The
    delivery address, the date, a quantity inside the contract, and what the contract says already, as after its
    amendment, are details of the order.

    ``terms`` is ``{product pk: (price, quantity)}``, ``states`` are the ``(product pk, technical state)`` of the contract,
    and ``ordered`` is what all orders of the contract hold by now. An order without contract is its own contract
    (ORD-03): its price and products are not changed either.
    """
    reasons = []
    for line in lines:
        values = new_values(line)
        product = line.order_line.product if line.order_line else line.product
        agreed = terms[product.pk][0] if product.pk in terms else None
        if line.order_line is not None and values.get("price", agreed) != agreed:
            reasons.append(_("%(product)s: the unit price is a term of the contract.") % {"product": product})
        is_other_state = "state" in values and (product.pk, values["state"]) not in states
        if is_other_state and line.order_line is not None and order.kind == CONTRACT:
            reasons.append(_("%(product)s: the technical state is a term of the contract.") % {"product": product})
        if product.pk not in terms:
            reasons.append(_("%(product)s is not in the contract.") % {"product": product})
        elif line.order_line is None and line.price not in (None, agreed):
            reasons.append(_("%(product)s: the unit price is a term of the contract.") % {"product": product})
        if product.pk in terms and order.kind == CONTRACT and "quantity" in values:
            more = values["quantity"] - (line.order_line.quantity if line.order_line else 0)
            reasons.append(beyond_contract(product, ordered.get(product.pk, 0), more, terms[product.pk][1]))
    return [reason for reason in reasons if reason]


def price_after(line: OrderChangeLine, order: Order) -> Decimal | None:
    """The unit price a change line leads to: the one entered, else the order's, else the contract's for a new product."""
    if line.price is not None:
        return line.price
    if line.order_line is not None:
        return line.order_line.price
    return price_of(order.contract, line.product) if order.contract else None


def added_value(lines: Any, order: Any) -> Any:
    """How much more the order is worth after the change; 0 where it is worth less."""
    more: Decimal | int = 0
    for line in lines:
        old = line.order_line.quantity * (line.order_line.price or 0) if line.order_line else 0
        quantity = line.quantity if line.quantity is not None else line.order_line.quantity if line.order_line else 0
        more += quantity * (price_after(line, order) or 0) - old
    return max(more, 0)
