"""Amendments and terminations of the demo company in every state, on contracts whose production has or has not started."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import ContentFile

from contracts.amendment.eligibility import submit_amendment
from contracts.amendment.entry import create_amendment
from contracts.amendment.models import ContractAmendment
from contracts.amendment.settling import apply_amendment, record_negotiation
from contracts.amendment.text import lines_of
from contracts.contract.models import Contract
from contracts.contract.papers import CONTRACT_TEMPLATE, contract_context
from contracts.copy.handing_out import acknowledge_copy
from contracts.review.demo import contracts_not_ordered_from
from contracts.termination.ending import (
    close_termination,
    confirm_termination,
    explain_open,
    propose_termination,
    put_to_customer,
    settlement_of,
    withdraw_termination,
)
from orders.order.models import Order
from orders.order_change.amended import submit_change
from orders.order_change.entry import create_change
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.output import pdf

# How far each amendment goes; the first ones are of contracts without any order under way.
AMENDMENTS = (
    "draft",
    "re_review",
    "gm_approval",
    "approved",
    "rejected",
    "applied",
    "closed",
    "negotiation",
    "refused",
)
TERMINATIONS = ("proposed", "awaiting_agreement", "gm_approval", "withdrawn", "terminated", "closed")
LESSONS = {
    "course": "客户产线关停，双方三次会谈后一致同意解除。",
    "handover": "在制品由仓库封存，图纸收回技术部。",
    "lessons": "应在合同中约定最低要货量，并按季核对客户产能。",
}


def build(company):
    quiet = contracts_not_ordered_from(company, len(AMENDMENTS) + len(TERMINATIONS))
    paper = _Paper(quiet[0]) if quiet else None
    for contract, stop in zip(quiet, AMENDMENTS, strict=False):
        _Amendment(contract, stop, company, paper).go()
        if stop == "rejected":
            _Amendment(contract, "discarded", company, paper).go()
    for contract, stop in zip(quiet[len(AMENDMENTS) :], TERMINATIONS, strict=False):
        _terminate(contract, stop, company, paper)
    _end_with_goods_made(company, paper)
    _waiting_change()
    _after_the_start(company, paper)


class _Paper:
    """One scan for all: printing one for each would make the demo slow."""

    def __init__(self, contract):
        self.data = pdf.render(CONTRACT_TEMPLATE, contract_context(contract, prices=False))

    def file(self, name):
        return ContentFile(self.data, name=name)


class _Amendment:
    """An amendment on its way."""

    def __init__(self, contract, stop, company, paper):
        self.contract, self.stop, self.company, self.paper = contract, stop, company, paper
        self.owner = contract.customer.owner

    def go(self, **concession):
        by_company = self.stop in ("negotiation", "refused")
        lines = [
            {**line, "price": (line["price"] * Decimal("0.97")).quantize(Decimal("0.01"))}
            for line in lines_of(self.contract)
        ]
        self.amendment = create_amendment(
            self.owner,
            contract=self.contract,
            lines=lines,
            origin="company" if by_company else "customer",
            reason="原材料价格回落，客户要求下调单价。" if not by_company else "我方工艺改进，建议调整包装和单价。",
            content="全部产品单价下调 3%，包装改为可回收周转箱。",
            application=None if by_company else self.paper.file("客户变更申请.pdf"),
            packing_terms="采用可回收周转箱包装，满足长途运输和防潮、防锈要求；周转箱由供方回收。",
            holds_production=False,
        )
        if self.stop == "draft":
            return
        if self.stop == "discarded":
            discard(ContractAmendment, self.amendment.pk, self.owner, "客户电话撤回申请，维持原合同。")
            return
        submit_amendment(self.amendment.pk, self.owner, "请尽快评审。", **concession)
        self.amendment.refresh_from_db()
        if self.stop in ("re_review", "not_eligible"):
            return
        if by_company:
            self._negotiated()
        else:
            self._reviewed()

    def _reviewed(self):
        self._agree("manager", "technical")
        if self.stop == "rejected":
            step = self._step("legal")
            approvals.reject(step.pk, step.assignee or self.company.legal, "包装责任约定不清，请重新拟定。")
            return
        self._agree("quality", "production", "legal", "director")
        if self.stop == "gm_approval":
            return
        self._agree("gm")
        if self.stop != "approved":
            self._in_force()

    def _negotiated(self):
        self._agree("gm")
        if self.stop == "refused":
            record_negotiation(
                self.amendment.pk,
                self.owner,
                agreed=False,
                negotiated_on=today(),
                negotiation="客户采购部不同意调整包装，维持原合同。",
            )

    def _in_force(self):
        apply_amendment(self.amendment.pk, self.owner)
        contract = Contract.objects.get(pk=self.contract.pk)
        for copy in contract.copies.current().order_by("pk"):
            if copy.holder == "sales":
                acknowledge_copy(copy.pk, self.owner)
            elif self.stop == "closed":
                for notice in DepartmentNotice.objects.filter(object_id=self.amendment.pk, status="sent"):
                    if notice.document == self.amendment:
                        acknowledge(notice.pk, self.company.legal)
                acknowledge_copy(copy.pk, self.company.finance)

    def _step(self, key):
        steps = approvals.last_round(self.amendment).live_steps()
        return next((step for step in steps if step.key == key), None)

    def _agree(self, *keys):
        for key in keys:
            step = self._step(key)
            if step is not None:
                approvals.approve(step.pk, step.assignee or getattr(self.company, key), "同意。")


def _terminate(contract, stop, company, paper):
    owner = contract.customer.owner
    termination = propose_termination(
        owner,
        contract=contract,
        ground="agreed",
        basis="合同第十二条",
        reason="客户停止该车型生产，合同目的不能实现。",
        course="客户来函后双方面谈。",
    )
    if stop == "proposed":
        return
    put_to_customer(termination.pk, owner)
    if stop == "awaiting_agreement":
        return
    if stop == "withdrawn":
        withdraw_termination(termination.pk, owner, "客户恢复生产，合同继续履行。")
        return
    confirm_termination(
        termination.pk, owner, agreed_on=today() - dt.timedelta(days=1), consent=paper.file("双方解除协议.pdf")
    )
    if stop == "gm_approval":
        return
    approvals.approve(approvals.open_steps_of(termination)[0].pk, company.gm, "同意解除。")
    if stop == "closed":
        for row in settlement_of(termination):
            explain_open(termination.pk, owner, key=row["key"], text="双方确认按原约定结清。")
        close_termination(termination.pk, owner, **LESSONS)


def _end_with_goods_made(company, paper):
    """One that ends while goods of it lie ready: its settlement sheet has something to explain (AMD-07)."""
    made = Contract.objects.active().filter(orders__status=Order.Status.READY, amendments__isnull=True)
    contract = made.filter(terminations__isnull=True).select_related("customer__owner").order_by("pk").last()
    if contract is not None:
        _terminate(contract, "terminated", company, paper)


def _after_the_start(company, paper):
    """Of contracts in production: one without a concession, one whose customer takes what is started."""
    started = Contract.objects.active().filter(orders__productions__started_at__isnull=False).distinct().order_by("pk")
    started = [contract for contract in started.select_related("customer__owner") if not contract.amendments.exists()]
    if paper is None or len(started) < 2:
        return
    _Amendment(started[0], "not_eligible", company, paper).go()
    _Amendment(started[1], "re_review", company, paper).go(resolution="finish_under_original")


def _waiting_change():
    """An order change of the price: it waits for the amendment that was drafted from it (AMD-06)."""
    orders = Order.objects.filter(status=Order.Status.CONFIRMED, contract__status="active", changes__isnull=True)
    order = orders.filter(contract__amendments__isnull=True).select_related("customer__owner").order_by("pk").first()
    if order is None:
        return
    line = order.lines.first()
    change = create_change(
        order.customer.owner,
        order=order,
        content="单价下调 2%",
        reason="客户年降要求",
        expected_impact="合同金额减少，需变更合同。",
        lines=[{"order_line": line, "price": (line.price * Decimal("0.98")).quantize(Decimal("0.01"))}],
    )
    submit_change(change.pk, order.customer.owner)
