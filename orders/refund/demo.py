"""The demo company's refunds in every state."""

from itertools import cycle

from orders.payment.models import Payment
from orders.refund.refunding import propose_payment_refund, submit_refund
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

REASON = "客户多付，书面要求退回。"


def build(company):
    """A draft, one waiting for the general manager, one refused, one decided, one thrown away."""
    free = Payment.objects.free().filter(demand_notice__isnull=True).select_related("customer").order_by("pk")
    for payment, fate in zip(cycle(free[:5]), ("draft", "waiting", "refused", "decided", "dropped"), strict=False):
        refund = propose_payment_refund(
            payment.pk,
            company.finance,
            amount=(payment.unallocated / 10).quantize(payment.unallocated),
            reason=REASON,
            payee=payment.customer.name,
            bank="中国工商银行重庆渝北支行",
            bank_account="3100021909000012345",
        )
        if fate == "dropped":
            discard(type(refund), refund.pk, company.finance, "客户改为抵下月货款。")
        elif fate != "draft":
            submit_refund(refund.pk, company.finance)
            step = approvals.open_steps_of(refund).get().pk
            if fate == "refused":
                approvals.reject(step, company.gm, "先抵扣未到期发票")
            elif fate == "decided":
                approvals.approve(step, company.gm, "同意退款")
