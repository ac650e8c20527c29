"""Traded goods of the demo company, in every state."""

import datetime as dt
from decimal import Decimal

from orders.order.models import Order, OrderLine
from orders.traded_demand import following
from orders.traded_demand.models import TradedDemand
from salesmgmt.core.calendar import today

Status = TradedDemand.Status
STOPS = (Status.REPORTED, Status.PRICED, Status.ORDERED, Status.ARRIVED, Status.PROBLEM, Status.CANCELLED)


def build(company):
    """Lines of the newest confirmed and planned orders are bought from the trading branch."""
    waiting = Order.objects.visible_to(company.purchasing).filter(status=Order.Status.CONFIRMED)
    lines = OrderLine.objects.filter(order__in=waiting.values("pk"), plan_lines__isnull=True)
    for stop, line in zip(STOPS, lines.select_related("order__customer__owner").order_by("-pk"), strict=False):
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
        following.stop_traded_of(demand.order, user=rep, reason="改为自制")
