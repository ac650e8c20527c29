"""One order change in every state, on the newest confirmed orders of the demo company."""

import datetime as dt
from decimal import Decimal

from orders.order.handover import handovers_of
from orders.order.models import Order
from orders.order_change.amended import submit_change
from orders.order_change.entry import create_change
from orders.order_change.execution import close_change, execute_change, explain_change
from orders.order_change.models import OrderChange
from orders.order_change.review import ask_departments, assess_impacts
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.permissions import Role

IMPACTS = {
    "impact_production": "需增加一个班次，三天内可完成。",
    "impact_delivery": "交货日期不受影响。",
    "impact_cost": "加班费约增加 1,200 元，由我方承担。",
}
REASONS = ("客户产量调整", "客户仓库搬迁", "客户项目延期")
STOPS = (
    "draft",
    "submitted",
    "under_review",
    "joint_review",
    "approved",
    "rejected",
    "explained",
    "closed_rejected",
    "executed",
    "closed",
    "cancelled",
)


def build(company):
    """The newest orders are changed: each request goes as far as its stop."""
    newest = Order.objects.filter(status=Order.Status.CONFIRMED, demand__isnull=False).select_related("customer__owner")
    for place, (stop, order) in enumerate(zip(STOPS, newest.order_by("-pk")[: len(STOPS)], strict=False)):
        _Request(order, stop, place, company).go()


class _Request:
    """A change on its way."""

    def __init__(self, order, stop, place, company):
        self.order, self.stop, self.place, self.company = order, stop, place, company
        self.owner = order.customer.owner

    def go(self):
        self.change = self._fill_in()
        if self.stop == "draft":
            return
        submit_change(self.change.pk, self.owner, "请尽快审批。")
        self.manager = approvals.open_steps_of(self.change).get().assignee
        if self.stop == "submitted":
            return
        assess_impacts(self.change.pk, self.manager, **IMPACTS)
        if self.stop == "under_review":
            return
        if self.stop in ("joint_review", "executed"):
            self._joint_review()
        if self.stop != "joint_review":
            self._decide()

    def _fill_in(self):
        line = self.order.lines.first()
        values = (
            {"quantity": max(line.quantity - Decimal(1), Decimal(1))},
            {"delivery_place": "客户二号仓库"},
            {"due_date": today() + dt.timedelta(days=40)},
        )[self.place % 3]
        fields = (
            {"kind": "cancel", "content": "客户取消本订单"}
            if self.stop == "cancelled"
            else {"content": ("减少数量", "变更交货地点", "推迟交货")[self.place % 3]}
        )
        lines = [] if self.stop == "cancelled" else [{"order_line": line, **values}]
        return create_change(
            self.owner,
            order=self.order,
            lines=lines,
            reason=REASONS[self.place % 3],
            expected_impact="对生产计划影响较小",
            **fields,
        )

    def _joint_review(self):
        ask_departments(self.change.pk, self.manager, departments=["prod", "pur", "log"], question="能否按新要求执行？")
        steps = {step.role: step for step in approvals.open_steps_of(self.change)}
        approvals.approve(steps[Role.PROD].pk, self.company.production, "可以安排。")
        if self.stop == "executed":
            approvals.approve(steps[Role.PUR].pk, self.company.purchasing, "材料齐备。")
            approvals.approve(steps[Role.LOG].pk, self.company.logistics, "无影响。")

    def _decide(self):
        step = approvals.open_steps_of(self.change).get()
        if self.stop in ("rejected", "explained", "closed_rejected"):
            approvals.reject(step.pk, self.manager, "产能已排满，本月无法调整。")
            self._explain()
            return
        approvals.approve(step.pk, self.manager, "同意变更。")
        if self.stop != "approved":
            execute_change(self.change.pk, self.owner)
        if self.stop == "closed":
            self._acknowledge()
            close_change(self.change.pk, self.owner)

    def _explain(self):
        if self.stop == "rejected":
            return
        explain_change(self.change.pk, self.owner, "已电话向客户采购说明产能情况，客户表示理解。")
        if self.stop == "closed_rejected":
            close_change(self.change.pk, self.owner, "下月起按新数量供货。")

    def _acknowledge(self):
        people = {
            Role.PROD: self.company.production,
            Role.PUR: self.company.purchasing,
            Role.LOG: self.company.logistics,
        }
        for notice in handovers_of(OrderChange.objects.get(pk=self.change.pk)):
            acknowledge(notice.pk, people[notice.role])
