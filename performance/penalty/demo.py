"""The demo company's penalties in every state."""

import datetime as dt
from decimal import Decimal

from customers.customer.models import Customer
from customers.customer.states import CustomerStatus
from performance.penalty.deciding import (
    decide_penalty,
    dismiss_penalty,
    hear_penalty,
    recover_penalty,
    state_view,
)
from performance.penalty.proposing import propose_penalty
from performance.penalty.states import PenaltyKind
from salesmgmt.core.calendar import add_months, today


def build(company):
    """One proposed with the view of the person, one heard, one decided and in recovery, one recovered, one dismissed."""
    proposed = _concealed(company, company.rep3, 30_000)
    state_view(proposed.pk, company.rep3, "客户停产前一周我在外地，并不知情。")
    heard = _concealed(company, company.rep4, 45_000)
    _heard(company, heard, "承认知情未报，请求减轻。")
    running = _concealed(company, company.rep2, 100_000, serious=True)
    _heard(company, running, "客户承诺月底付款，未及时上报。")
    decide_penalty(running.pk, company.gm, running.proposed_amount, "知情不报，造成货款损失，按规定赔偿 80%。")
    month = add_months(today().replace(day=1), -1)
    recover_penalty(running.pk, company.finance, month, Decimal(9000), Decimal(1800))
    done = _poor_control(company, company.rep1, 12_000, 1500)
    _heard(company, done, "接受处理。")
    decide_penalty(done.pk, company.gm, Decimal(1500), "管控不力，首次发生，从轻处理。")
    recover_penalty(done.pk, company.finance, month, Decimal(8500), Decimal(1500))
    dismissed = _poor_control(company, company.rep3, 8000, 800)
    _heard(company, dismissed, "已按流程书面催收三次。")
    dismiss_penalty(dismissed.pk, company.gm, "已尽管控职责，不予处罚。")


def _customer(person):
    return Customer.objects.filter(owner=person, status=CustomerStatus.ACTIVE).order_by("-pk").first()


def _heard(company, penalty, words):
    hear_penalty(penalty.pk, company.director, words, today())


def _concealed(company, person, loss, serious=False):
    return propose_penalty(
        company.director,
        kind=PenaltyKind.CONCEALMENT,
        person=person,
        customer=_customer(person),
        facts="客户资金链断裂的迹象早已出现，业务员未上报，仍继续发货，货款无法收回。",
        direct_loss=Decimal(loss),
        loss_on=today() - dt.timedelta(days=25),
        first_known_on=today() - dt.timedelta(days=60),
        known_from="拜访记录：客户仓库停工、拖欠工资",
        serious=serious,
    )


def _poor_control(company, person, loss, amount):
    return propose_penalty(
        company.director,
        kind=PenaltyKind.POOR_CONTROL,
        person=person,
        customer=_customer(person),
        facts="对账单三个月未回签，部分货款因证据不足未能收回。",
        direct_loss=Decimal(loss),
        loss_on=today() - dt.timedelta(days=40),
        manual_amount=Decimal(amount),
        amount_reason="制度原文缺失比例，参照以往处理金额。",
    )
