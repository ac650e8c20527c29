"""Gathering the figures of a supply check: standing, exposure, contract, month, prices, prepayment."""

from decimal import Decimal

from django.db.models import Sum

from contracts.contract.standing import contract_performs
from customers.evaluation.standing import evaluation_valid_on, grade_on, warning_line_on
from orders.order.fulfilment import billed_by_order, supplied_in_month
from orders.order.models import Order
from orders.payment.prepayment import prepaid_for
from orders.supply.goods import supplied_value
from orders.supply.rules import CONTRACT, Figures
from pricing.price_list.price_status import PriceStatus
from pricing.price_list.prices import PriceBook, price_status
from salesmgmt.core.money import ZERO, cents

# From the acceptance of a notice, or the confirmation of an order entered directly, until it is settled.
COMMITTED = ("draft", "submitted", *Order.OPEN)


def figures_of(customer, kind, contract, lines, exposure, day, *, demand=None, order=None):
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
        supplied_quantity=supplied_in_month(customer, day),
        contract_ok=ok,
        contract_reason=str(reason),
        price_ok=None if is_contract else prices_conform(customer, priced, day),
        prepaid=None if is_contract else prepaid_for(demand) if demand is not None else ZERO,
    )


def committed_value(customer, own_order=None):
    """What was accepted or confirmed for this customer and is not yet billed, without the order in question."""
    orders = Order.objects.filter(customer=customer, status__in=COMMITTED).exclude(
        status__in=["draft", "submitted"], demand__isnull=True
    )
    if own_order is not None:
        orders = orders.exclude(pk=own_order.pk)
    ordered = dict(orders.values_list("pk").annotate(sum=Sum("lines__amount")))
    billed = billed_by_order(ordered)
    return cents(sum((max((amount or ZERO) - billed.get(pk, ZERO), ZERO) for pk, amount in ordered.items()), ZERO))


def prices_conform(customer, lines, day):
    """Is every price a list price or given by a rule (SUP-03: 价格符合公司规定)?"""
    book = PriceBook(customer, day, [row.product for row in lines])
    return all(price_status(row.price, book.find(row.product, row.quantity)) != PriceStatus.SPECIAL for row in lines)
