"""Job J17: the month opens with one task a customer, and with the draft of his statement (REC-05)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import ngettext

from orders.account.models import Account, LedgerEntry
from orders.account.posting import lock_account
from orders.monthly_task.models import MonthlyAccountTask
from orders.statement.models import Statement
from orders.statement.sending import make_statement
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.models import User

if TYPE_CHECKING:
    from orders.account.querysets import AccountQuerySet

JOB = "monthly-account-tasks"


def accounts_of(month: dt.date) -> AccountQuerySet:
    """The accounts with something to post or to reconcile: a balance, or a movement in the month before."""
    before = calendar.add_months(month, -1)
    moved = LedgerEntry.objects.filter(account=OuterRef("pk"), date__gte=before, date__lt=month)
    there = MonthlyAccountTask.objects.filter(customer=OuterRef("customer"), month=month)
    found = Account.objects.filter(~Q(balance=0) | Exists(moved), customer__owner__isnull=False)
    return found.exclude(Exists(there)).select_related("customer__owner").order_by("pk")


def open_month(at: dt.datetime) -> int:
    """A task for every customer with an account, once a month, and the statement of the month before as a draft.

    Three customers give three tasks; run again it makes none (REC-05). Each rep is told once how many are his.
    """
    month = calendar.day_of(at).replace(day=1)
    accounts = list(accounts_of(month))
    made = one_by_one(JOB, accounts, lambda account: _open(account, month))
    _tell(month)
    return made


@transaction.atomic
def _open(account: Account, month: dt.date) -> int:
    lock_account(account.customer_id)
    if MonthlyAccountTask.objects.filter(customer=account.customer_id, month=month).exists():
        return 0
    first, last = calendar.month_bounds(calendar.add_months(month, -1))
    if not Statement.objects.filter(customer=account.customer_id, date_from=first, date_to=last).exists():
        make_statement(account.customer.owner, customer=account.customer, date_from=first, date_to=last)
    MonthlyAccountTask.objects.create(
        number=next_number(MonthlyAccountTask.KIND, month), customer=account.customer, month=month
    )
    return 1


def _tell(month: dt.date) -> None:
    open_ones = MonthlyAccountTask.objects.filter(month=month, status=MonthlyAccountTask.Status.OPEN)
    numbers = Counter(open_ones.order_by().values_list("customer__owner", flat=True))
    for person in User.objects.filter(pk__in=[pk for pk in numbers if pk]):
        notify(
            [person],
            lambda number=numbers[person.pk]: (
                ngettext(
                    "%(n)d monthly account task of %(month)s",
                    "%(n)d monthly account tasks of %(month)s",
                    number,
                )
                % {"n": number, "month": f"{month:%Y-%m}"}
            ),
            url=reverse("monthly-account-task-list") + "?customer__owner=me",
            key=f"monthly-account-tasks:{month.isoformat()}",
        )
