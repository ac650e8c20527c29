"""Gathering the figures of a supply check: standing, exposure, contract, month, prices, prepayment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.contract.standing import contract_performs
from customers.evaluation.standing import evaluation_valid_on, grade_on, warning_line_on
from orders.supply.rules import CONTRACT, Figures
from pricing.price_list.prices import PriceBook, price_status
from pricing.price_list.states import PriceStatus
from salesmgmt.core import registry
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from salesmgmt.core.models import Document


def figures_of(
    customer: Customer,
    kind: str,
    contract: Contract | None,
    lines: Any,
    exposure: Any,
    day: dt.date,
    *,
    demand: Document | None = None,
    order: Any = None,
) -> Figures:
    """The Figures of goods to be supplied today: ``lines`` have product, quantity, price and amount.

    Of the ``order`` they belong to, what was delivered before counts too: until it is billed it is owed by nobody's
    account, and yet it is gone (SET-10). Its prices are those of the whole order, whatever part of it goes today.
    """
    delivered, unbilled = supplied_value(order) if order is not None else (ZERO, ZERO)
    priced = lines if order is None else list(order.lines.select_related("product"))
    line = warning_line_on(customer, day)
    ok, reason = contract_performs(contract, day) if contract is not None else (None, "")
    is_contract = kind == CONTRACT
    return Figures(
        kind=kind,
        grade=grade_on(customer, day),
        grade_is_valid=evaluation_valid_on(customer, day),
        line=line.amount if line else None,
        avg_monthly_qty=line.avg_monthly_qty if line else None,
        outstanding=exposure.outstanding,
        overdue=exposure.overdue,
        committed=committed_value(customer, order or getattr(demand, "order", None)) + unbilled,
        delivered_amount=delivered,
        demand_amount=sum((row.amount for row in lines), ZERO),
        demand_quantity=sum((row.quantity for row in lines), Decimal(0)),
        supplied_quantity=registry.fact("customer", "supplied_this_month", customer),
        contract_ok=ok,
        contract_reason=str(reason),
        price_ok=None if is_contract else prices_conform(customer, priced, day),
        prepaid=None if is_contract else registry.fact("demand", "prepaid", demand) if demand is not None else ZERO,
    )


def committed_value(customer: Customer, own_order: Document | None = None) -> Decimal:
    """What was accepted or confirmed for this customer and is not yet billed, without the order in question."""
    ordered = registry.fact("customer", "committed_orders", customer)
    if own_order is not None:
        ordered.pop(own_order.pk, None)
    billed = registry.fact("order", "billed_of_many", list(ordered))
    return cents(sum((max((amount or ZERO) - billed.get(pk, ZERO), ZERO) for pk, amount in ordered.items()), ZERO))


def supplied_value(order: Document) -> tuple:
    """(delivered, of it not yet billed) in yuan: what has left of this order or stands on an issued note, at what the
    customer accepted where he has signed. Notes that are not chargeable make no receivable."""
    delivered = registry.fact("order", "delivered_value", order)
    billed = registry.fact("order", "billed_of_many", [order.pk]).get(order.pk, ZERO)
    return delivered, max(delivered - billed, ZERO)


def prices_conform(customer: Customer, lines: list, day: dt.date) -> bool:
    """Is every price a list price or given by a rule (SUP-03: 价格符合公司规定)?"""
    book = PriceBook(customer, day, [row.product for row in lines])
    return all(price_status(row.price, book.find(row.product, row.quantity)) != PriceStatus.SPECIAL for row in lines)
