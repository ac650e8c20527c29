"""Statements of the demo company."""

import datetime as dt
from decimal import Decimal

from orders.account.models import Account
from orders.account.states import StatementLayout
from orders.customer_run.states import RunKind
from orders.customer_run.working import run_customers, start_run
from orders.statement.layout import choose_layout
from orders.statement.sending import explain_difference, make_statement, record_answer, send_statement
from salesmgmt.core.calendar import add_months, month_bounds, today
from salesmgmt.core.domain.discarding import discard

# As customers ask for them: one is content with the open items, another wants to see what is still to be billed.
LAYOUTS = (StatementLayout.OPEN, StatementLayout.FULL_UNBILLED, StatementLayout.OPEN_UNBILLED)


def build(company):
    """Last month's statements: drafts, sent, confirmed, with a difference, explained, discarded; in the layout of their
    customer. The rest is drawn up by a run, which leaves out those that are there."""
    first = add_months(today().replace(day=1), -1)
    last = month_bounds(first)[1]
    accounts = Account.objects.filter(customer__owner__isnull=False).exclude(balance=0).order_by("pk")
    customers = [account.customer for account in accounts.select_related("customer__owner")[:7]]
    for place, customer in enumerate(customers):
        owner = customer.owner
        if place >= 4:
            choose_layout(customer.pk, owner, LAYOUTS[place - 4])
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
    twice = make_statement(customers[0].owner, customer=customers[0], date_from=first, date_to=last)
    discard(type(twice), twice.pk, customers[0].owner, "重复编制，以另一份为准。")
    run_customers(start_run(company.finance, RunKind.STATEMENTS, month=first).pk)
