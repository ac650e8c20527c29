"""Traded goods of the demo company, in every state."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from orders.order.models import Order, OrderLine
from orders.traded_demand import following
from orders.traded_demand.models import TradedDemand
from salesmgmt.core.calendar import today
from salesmgmt.core.state import lock, move

Status = TradedDemand.Status
STOPS = (Status.REPORTED, Status.PRICED, Status.ORDERED, Status.ARRIVED, Status.PROBLEM, Status.CANCELLED)


def build(company):
    """Lines of the newest confirmed and planned orders are bought from the trading branch."""
    waiting = OrderLine.objects.filter(order__status=Order.Status.CONFIRMED).exclude(plan_lines__is_active=True)
    lines = waiting.select_related("order__customer__owner", "order__confirmed_by").order_by("-pk")
    for stop, line in zip(STOPS, lines, strict=False):
        line.supply_type = OrderLine.SupplyType.TRADED
        line.save(update_fields=["supply_type"])
        if not hasattr(line, "traded_demand"):
            following.report_traded(line.order, user=line.order.confirmed_by)
        _follow(TradedDemand.objects.get(order_line=line), stop, company)


def _follow(demand, stop, company):
    rep, soon = demand.order.customer.owner, today() + dt.timedelta(days=6)
    if stop in (Status.PRICED, Status.ORDERED, Status.ARRIVED, Status.PROBLEM):
        following.price_traded(demand.pk, rep, supplier="贸易分公司", price=Decimal("86.50"))
    if stop in (Status.ORDERED, Status.ARRIVED):
        following.order_traded(demand.pk, company.planner, expected_on=soon)
    if stop == Status.ARRIVED:
        following.receive_traded(demand.pk, company.purchasing, arrived_on=today())
    elif stop == Status.PROBLEM:
        following.report_problem(demand.pk, rep, problem="供应商涨价 8%，且要求预付，请公司定夺")
    elif stop == Status.CANCELLED:
        with transaction.atomic():
            move(lock(TradedDemand, demand.pk), Status.CANCELLED, rep, comment="客户改用其他型号")
