"""The demo company's advances in every state; one is held while a claim is on its way."""

import datetime as dt
from decimal import Decimal

from performance.expense_advance.giving import create_advance, give_back, pay_advance, submit_advance
from performance.expense_advance.models import ExpenseAdvance
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

# who, what for, yuan, how far
ADVANCES = [
    ("rep1", "贵阳客户拜访", "2000", "paid"),
    ("rep2", "昆明新客户开发", "6000", "paid"),
    ("rep4", "苏州展会备用金", "3000", "approved"),
    ("rep1", "新品发布会备用金", "8000", "submitted"),
    ("rep3", "遵义客户拜访", "1500", "draft"),
    ("rep3", "行程取消", "1200", "discarded"),
    ("rep4", "南京客户拜访", "1800", "settled"),
]


def build(company):
    for account, purpose, amount, stop in ADVANCES:
        person = getattr(company, account)
        advance = create_advance(person, Decimal(amount), purpose=purpose, needed_on=today() + dt.timedelta(days=5))
        if stop == "discarded":
            discard(ExpenseAdvance, advance.pk, person, "行程取消")
        elif stop != "draft":
            submit_advance(advance.pk, person)
            _go(company, advance, stop)


def _go(company, advance, stop):
    if stop == "submitted":
        return
    step = approvals.open_steps_of(advance).get()
    approvals.approve(step.pk, step.assignee)
    if stop == "approved":
        return
    pay_advance(advance.pk, company.finance, today() - dt.timedelta(days=45))
    if stop == "settled":
        give_back(advance.pk, company.finance, advance.amount)
