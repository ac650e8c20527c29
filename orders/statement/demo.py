"""Statements of the demo company."""

import datetime as dt
from decimal import Decimal

from orders.account.models import Account
from orders.statement.sending import explain_difference, make_statement, record_answer, send_statement
from salesmgmt.core.calendar import add_months, month_bounds, today


def build(company):
    """Last month's statements: drafts, sent, confirmed, with a difference, and one that was explained."""
    first = add_months(today().replace(day=1), -1)
    last = month_bounds(first)[1]
    accounts = Account.objects.filter(customer__owner__isnull=False).exclude(balance=0).order_by("pk")
    customers = [account.customer for account in accounts.select_related("customer__owner")[:7]]
    for place, customer in enumerate(customers):
        owner = customer.owner
        statement = make_statement(
            owner, customer=customer, date_from=first, date_to=last, return_by=today() + dt.timedelta(days=10)
        )
        if place < 2:
            continue
        statement = send_statement(statement.pk, owner)
        if place == 3:
            record_answer(statement.pk, owner, statement.closing)
        elif place in (4, 5):
            record_answer(
                statement.pk, owner, statement.closing - Decimal("2350.00"), "我方 28 日已付 2,350.00 元，贵方未入账。"
            )
        if place == 5:
            explain_difference(statement.pk, company.finance, "款项次月 2 日到账，属于时间差异，双方核对一致。")
