"""Job J17: the month opens with one task a customer, and with the draft of his statement (REC-05)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.customer.models import Customer
from orders.account.models import Account, LedgerEntry
from orders.monthly_task.models import MonthlyAccountTask
from orders.statement.models import Statement
from orders.statement.permissions import can_make_statement
from orders.statement.run import draw_up
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.numbering import next_numbers
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.models import User
from salesmgmt.core.state import require

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
    people = everybody()
    for account in accounts:
        account.customer.owner = people[account.customer.owner_id]  # whose rights are remembered
    made = in_batches(JOB, accounts, lambda some: _open(some, month))
    _tell(month)
    return made


@transaction.atomic
def _open(accounts: list[Account], month: dt.date) -> int:
    lock_roots(Customer, [account.customer_id for account in accounts])
    opened = MonthlyAccountTask.objects.filter(customer__in=[account.customer_id for account in accounts], month=month)
    known = set(opened.values_list("customer", flat=True))
    new = [account for account in accounts if account.customer_id not in known]
    if not new:
        return 0
    first, last = calendar.month_bounds(calendar.add_months(month, -1))
    statements = Statement.objects.filter(customer__in=[account.customer_id for account in new])
    drawn = set(statements.filter(date_from=first, date_to=last).values_list("customer", flat=True))
    missing = [account for account in new if account.customer_id not in drawn]
    for account in missing:
        require(
            can_make_statement(account.customer.owner, account.customer),
            _("You draw up statements of your own customers only."),
        )
    draw_up(missing, first, last, lambda account: account.customer.owner)
    numbers = next_numbers(MonthlyAccountTask.KIND, len(new), month)
    MonthlyAccountTask.objects.bulk_create(
        MonthlyAccountTask(number=number, customer=account.customer, month=month)
        for number, account in zip(numbers, new, strict=True)
    )
    return len(new)


def _tell(month: dt.date) -> None:
    open_ones = MonthlyAccountTask.objects.filter(month=month, status=MonthlyAccountTask.Status.OPEN)
    numbers = Counter(open_ones.order_by().values_list("customer__owner", flat=True))
    notify_many(
        Message(
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
        for person in User.objects.filter(pk__in=[pk for pk in numbers if pk])
    )
