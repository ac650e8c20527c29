"""Order-intake plans and task plans of the demo company, in every state."""

import datetime as dt
from decimal import Decimal

from contracts.contract.models import Contract
from orders.intake_plan.months import month_of
from orders.intake_plan.reporting import report_intake, withdraw_intake
from orders.task_plan import planning
from orders.task_plan.models import TaskPlan
from salesmgmt.core.calendar import add_months, today

# Months from now, how far its plan comes.
MONTHS = ((-1, "issued"), (0, "agreed"), (1, "draft"))


def build(company):
    contracts = list(Contract.objects.active().filter(customer__owner__isnull=False).order_by("pk")[:8])
    for ahead, stop in MONTHS:
        month = add_months(month_of(today()), ahead)
        for place, contract in enumerate(contracts[:5]):
            _report(contract, month, place)
        _plan(company, month, TaskPlan.Kind.MONTHLY, stop)
    month = month_of(today())
    _plan(company, month, TaskPlan.Kind.TEMPORARY, "asked")
    for contract in contracts[5:7]:
        _report(contract, month, 2)
    dropped = _report(contracts[7 % len(contracts)], month, 3)
    withdraw_intake(dropped.pk, dropped.created_by, "客户推迟到下季度")
    _plan(company, add_months(month, -1), TaskPlan.Kind.TEMPORARY, "issued")


def _report(contract, month, place):
    lines = [
        {
            "product": line.product,
            "quantity": max((line.quantity / 12).to_integral_value(), Decimal(1)),
            "due_date": month + dt.timedelta(days=18 + place),
        }
        for line in contract.lines.select_related("product")[:2]
    ]
    remark = "客户电话确认数量" if place % 2 else ""
    owner = contract.customer.owner
    return report_intake(owner, lines=lines, customer=contract.customer, contract=contract, month=month, remark=remark)


def _plan(company, month, kind, stop):
    planner = company.planner
    plan = planning.draw_up(planner, month=month, kind=kind, remark="按承揽计划汇总，优先保证月供客户")
    rows = [
        {
            "id": line,
            "product": line.product,
            "quantity": line.quantity,
            "due_date": line.due_date,
            "completion_date": line.due_date - dt.timedelta(days=3) if number else line.due_date + dt.timedelta(days=2),
            "remark": "" if number else "模具检修，延后两天",
        }
        for number, line in enumerate(plan.lines.select_related("product"))
    ]
    if kind == TaskPlan.Kind.TEMPORARY:
        product = Contract.objects.active().order_by("pk").first().lines.first().product
        urgent = {"id": None, "product": product, "quantity": Decimal(12), "due_date": None, "remark": "客户急件"}
        rows.append({**urgent, "completion_date": month + dt.timedelta(days=25)})
    if stop == "draft":
        return
    planning.update_task_plan(plan.pk, planner, lines=rows, remark=plan.remark)
    planning.put_to_production(plan.pk, planner)
    if stop == "asked":
        return
    planning.agree(plan.pk, company.production)
    if stop == "issued":
        planning.issue_task_plan(plan.pk, planner)
