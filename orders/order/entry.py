"""Entering orders: new, from a notice, as a copy (ORD-01, ORD-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.standing import price_of
from orders.demand.lines import as_dicts, write_lines
from orders.demand.rules import kind_problems, price_problem
from orders.order.models import Order, OrderLine
from orders.order.permissions import can_create_order, can_edit_order
from orders.order.rules import customer_problem
from orders.supply.rules import CONTRACT, REPLACEMENT
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from orders.demand.models import DemandNotice
    from orders.supply.states import SupplyKind
    from salesmgmt.core.models import User

FROM_NOTICE = ("product", "state", "spec", "unit", "quantity", "price", "tax_rate", "due_date")
COPIED = ("customer", "kind", "contract", "contact", "delivery_place", "remark")
COPIED_LINE = ("product", "state", "spec", "unit", "quantity", "price", "tax_rate", "delivery_place", "supply_type")


@transaction.atomic
def create_order(user: User, *, lines: list, customer: Customer, **fields: Any) -> Order:
    """Enter an order as a draft. The price of a line under contract must be the contract's (ORD-02); for a customer
    graded E or not yet evaluated none is entered (RAT-04, RAT-05)."""
    require(can_create_order(user, customer))
    _check_customer(customer, fields.get("kind"))
    _check(customer, fields.get("kind"), fields.get("contract"), lines)
    return _create(user, lines, customer=customer, **fields)


@transaction.atomic
def update_order(pk: int, user: User, *, lines: list, **fields: Any) -> Order:
    """Change a draft. An order made from a notice keeps its customer, kind and contract."""
    order = lock(Order, pk)
    if not order.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": order, "now": order.get_status_display()}
        )
    customer = fields.get("customer", order.customer)
    require(can_edit_order(user, order) and can_create_order(user, customer))
    if order.demand_id and _differs(order, fields):
        raise BusinessError(_("Customer, kind and contract come from the demand notice."))
    if order.demand_id is None:
        _check_customer(customer, fields.get("kind", order.kind))
    _check(customer, fields.get("kind", order.kind), fields.get("contract", order.contract), lines)
    with recorded(order, user):
        assign(order, fields)
        order.save(update_fields=[*fields, *order.touched_fields()])
        _write(order, lines)
    return order


def _differs(order: Order, fields: dict) -> bool:
    return any(name in fields and fields[name] != getattr(order, name) for name in ("customer", "kind", "contract"))


def _create(user: User, lines: list, **fields: Any) -> Order:
    fields.setdefault("order_date", today())
    order = Order(number=next_number(Order.KIND), created_by=user, **fields)
    order.save()
    _write(order, lines)
    audit.record(order, user, gettext_noop("Created"))
    return order


def _check_customer(customer: Customer, kind: SupplyKind) -> None:
    reason = customer_problem(kind, customer)
    if reason:
        raise BusinessError(reason, link=customer.get_absolute_url())


def _check(customer: Customer, kind: SupplyKind, contract: Contract | None, lines: list) -> None:
    if not lines:
        raise BusinessError(_("Enter at least one line."))
    problems = kind_problems(kind, contract, customer)
    if kind == CONTRACT and not problems:
        rows = [price_problem(row["product"], row.get("price"), price_of(contract, row["product"])) for row in lines]
        problems = [problem for problem in rows if problem]
    if problems:
        raise BusinessError(" ".join(problems))


def _write(order: Order, lines: list) -> None:
    order.amount = write_lines(order, "order", OrderLine, lines)
    order.save(update_fields=["amount", *order.touched_fields()])


@transaction.atomic
def copy_order(pk: int, user: User) -> Order:
    """A new draft like this order. It has neither its notice, nor its dates, nor any decision: it passes every check
    again by itself (SUP-02, SUP-03)."""
    source = lock(Order, pk)
    require(can_create_order(user, source.customer))
    if source.kind == REPLACEMENT:
        raise BusinessError(_("A replacement is opened on the page of its return."))
    _check_customer(source.customer, source.kind)
    fields = {name: getattr(source, name) for name in COPIED}
    lines = as_dicts(source.lines.select_related("product"), COPIED_LINE)
    order = _create(user, lines, **fields)
    audit.record(order, user, gettext_noop("Copied from"), comment=str(source))
    return order


@transaction.atomic
def discard_order(pk: int, user: User, comment: str) -> Order:
    """Throw away a draft that was never confirmed. A confirmed order is cancelled by an order change only (ORD-09)."""
    order = lock(Order, pk)
    if order.status != Order.Status.DRAFT:
        raise BusinessError(_("A confirmed order is cancelled only through an approved order change."))
    guard(order, Order.Status.CANCELLED)
    require(can_edit_order(user, order))
    return move(order, Order.Status.CANCELLED, user, comment=comment)


def agreed_lines(demand: DemandNotice) -> list:
    """The notice's lines for its order; under contract at the price the contract has today (ORD-02)."""
    lines = as_dicts(demand.lines.select_related("product"), FROM_NOTICE)
    if demand.contract_id is not None:
        for line in lines:
            line["price"] = price_of(demand.contract, line["product"]) or line["price"]
    return lines


def order_from_demand(demand: DemandNotice, *, user: User) -> Order:
    """A draft with the notice's customer, kind, contract and lines, for the rep to complete. Called once, under the
    notice's lock, in the transaction of its acceptance; the database allows one order per notice (ORD-02)."""
    order = Order.objects.create(
        number=next_number(Order.KIND),
        created_by=demand.created_by,
        customer=demand.customer,
        kind=demand.kind,
        contract=demand.contract,
        demand=demand,
        customer_reference=demand.customer_reference,
        order_date=today(),
        delivery_place=demand.delivery_place,
    )
    order.amount = write_lines(order, "order", OrderLine, agreed_lines(demand))
    order.save(update_fields=["amount"])
    audit.record(order, user, gettext_noop("Created from the demand notice"), comment=str(demand))
    return order
