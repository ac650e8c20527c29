"""The demo company's doubtful receivables and write-offs, in every state."""

import datetime as dt
from decimal import Decimal

from orders.bad_debt.marking import clear_doubtful, mark_doubtful
from orders.bad_debt.recovery import recover
from orders.bad_debt.writing_off import propose_write_off, submit_write_off
from orders.dunning.states import Cause
from orders.invoice.models import Invoice
from orders.payment.recording import confirm_payment, record_payment
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

OLDER_THAN = 60
CASES = (
    ("工厂停产三个月，对方财务电话停机。", "停止供货；本周上门核实库存与设备，委托律师发函。"),
    ("客户被多家供应商起诉，账户已冻结。", "申报债权；要求股东提供个人担保。"),
    ("老板失联，厂房已由房东收回。", "取回寄售件；向法院申请支付令。"),
    ("破产清算程序终结，无可供分配财产。", "已申报债权并参加债权人会议。"),
    ("执行终结：无财产可供执行。", "每半年申请恢复执行一次。"),
    ("客户称资金链断裂。", "与担保人谈分期付款。"),
    ("连续两期承诺付款均未兑现。", "由大区经理约见对方总经理；发出最后通知。"),
)
PROOF = "三次上门催收记录、催款函两份、法院裁定书（见附件）。"


def build(company, report_credit):
    """One just marked, one with a draft after a proposal that was thrown away, one that waits for finance, one refused,
    one written off, one of which a part came in afterwards, one that is no longer doubtful.

    ``report_credit(customer)`` writes the risk report without which nothing becomes doubtful.
    """
    found = _long_overdue()
    rows = [_mark(invoice, case, report_credit) for invoice, case in zip(found, CASES, strict=False)]
    if len(rows) < len(CASES):
        raise RuntimeError("the demo company has too few invoices that are long overdue")
    drafted, waiting, refused, lost, recovered, cleared, _marked = rows
    dropped = _propose(drafted)
    discard(type(dropped), dropped.pk, dropped.created_by, "客户同意以货抵款，先不核销。")
    _propose(drafted)
    submit_write_off(_propose(waiting).pk, waiting.customer.owner)
    _decide(company, _propose(refused), refuse="先起诉，判决后再议")
    for row in (lost, recovered):
        _decide(company, _propose(row))
    _recover(company, recovered)
    clear_doubtful(cleared.pk, company.finance, "担保人已书面承诺分三期付清，首期到账。")


def _long_overdue():
    """The oldest invoices that are in nobody's dispute."""
    late = Invoice.objects.overdue(today() - dt.timedelta(days=OLDER_THAN)).filter(
        disputed=False, doubtful__isnull=True
    )
    rows = late.filter(customer__owner__isnull=False, customer__owner__is_active=True).select_related("customer__owner")
    return list(rows.order_by("due_date", "pk")[: len(CASES)])


def _mark(invoice, case, report_credit):
    report_credit(invoice.customer)
    reason, measures = case
    return mark_doubtful(
        invoice.pk,
        invoice.customer.owner,
        cause=Cause.SHORT,
        reason=reason,
        measures=measures,
        due_on=today() + dt.timedelta(days=7),
    )


def _propose(row):
    return propose_write_off(
        row.pk,
        row.customer.owner,
        amount=row.invoice.open_amount,
        reason="已无可供执行的财产，继续催收没有意义。",
        evidence=PROOF,
    )


def _decide(company, write_off, refuse=""):
    submit_write_off(write_off.pk, write_off.created_by)
    approvals.approve(approvals.open_steps_of(write_off).get().pk, company.finance, "账龄与催收记录核对无误")
    step = approvals.open_steps_of(write_off).get().pk
    if refuse:
        approvals.reject(step, company.gm, refuse)
    else:
        approvals.approve(step, company.gm, "同意核销，继续追偿")


def _recover(company, row):
    """More came in than is booked as a recovery yet."""
    amount = (row.invoice.open_amount * Decimal("0.2")).quantize(Decimal("0.01"))
    payment = record_payment(
        row.customer.owner,
        customer=row.customer,
        amount=amount * 2,
        date=today(),
        reference="法院执行款",
        payer=row.customer.name,
        acknowledged=True,
    )
    confirm_payment(payment.pk, company.finance, acknowledged=True)
    payment.refresh_from_db()
    recover(row.pk, company.finance, payment=payment, amount=amount)
