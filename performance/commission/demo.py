"""The demo company's commission: of two years, older months paid, the last one still to be reviewed."""

import datetime as dt

import pgtrigger
from django.db.models import DateTimeField, F
from django.db.models.functions import Cast

from customers.customer.maturity import set_mature
from customers.customer.models import Customer
from orders.account.models import LedgerEntry
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, is_held_back, pay_statement, review_statement
from performance.commission.models import CommissionStatement
from salesmgmt.core import calendar
from salesmgmt.core.demo_clock import at

MONTHS = 24


def build(company):
    first = calendar.add_months(calendar.today().replace(day=1), -MONTHS)
    _mark_mature(company, first)
    _book_on_their_day()
    last = calendar.add_months(calendar.today().replace(day=1), -1)
    month = first
    while month <= last:
        with at(calendar.at(calendar.add_months(month, 1), dt.time(5))):
            compute_month(month)
            _decide(company, month, last)
        month = calendar.add_months(month, 1)


def _book_on_their_day():
    """The movements of earlier months were booked on the day they bear; the demo company enters them all today."""
    earlier = LedgerEntry.objects.filter(date__lt=calendar.today().replace(day=1))
    with pgtrigger.ignore("orders.LedgerEntry:append_only"):
        earlier.update(created_at=Cast(F("date"), DateTimeField()))


def _mark_mature(company, first):
    """Two in three of the customers that were supplied."""
    rows = Customer.objects.filter(first_delivery_date__isnull=False, is_mature=False, owner__isnull=False)
    with at(calendar.at(first - dt.timedelta(days=10), dt.time(9))):
        for place, customer in enumerate(rows.order_by("pk")):
            if place % 3:
                set_mature(customer.pk, company.director)


def _decide(company, month, last):
    """The last month is only calculated; of the one before some are reviewed and approved; what is older is paid."""
    if month == last:
        return
    fresh = month == calendar.add_months(last, -1)
    for place, statement in enumerate(CommissionStatement.objects.filter(month=month).order_by("pk")):
        review_statement(statement.pk, company.director)
        if fresh and place % 2:
            continue
        exceptional = not statement.qualified and month.month == 3 and place == 0
        comment = "新区域开拓期，按月发放。" if exceptional else ""
        approved = approve_statement(statement.pk, company.gm, comment, pay_anyway=exceptional)
        if not fresh and not is_held_back(approved):
            pay_statement(statement.pk, company.finance)
