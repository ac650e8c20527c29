"""The weekly look at overdue money about which nothing is done."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from orders.dunning.models import CollectionAction
from orders.dunning.querysets import without_action
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import everybody, manager_above
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    from orders.invoice.querysets import InvoiceQuerySet
    from salesmgmt.core.models import User


def neglected(invoices: InvoiceQuerySet, day: dt.date | None = None) -> InvoiceQuerySet:
    """Of these invoices those that are overdue for the days of the setting and about which nothing was done (REC-02)."""
    return without_action(
        invoices, CollectionAction.objects.all(), day or calendar.today(), policy().overdue_without_action_days
    )


def show_neglected(at: dt.datetime) -> int:
    """Job, weekly: the manager of each rep sees the overdue receivables without collection action (REC-02, 002 §12.2).

    Gives the number of invoices. One notice a manager and week.
    """
    day = calendar.day_of(at)
    rows = neglected(Invoice.objects.all(), day).order_by().values_list("customer__owner").annotate(number=Count("pk"))
    people, count = everybody(), 0
    found: Counter[User] = Counter()
    for owner, number in rows:
        count += number
        manager = manager_above(people.get(owner))
        if manager is not None:
            found[manager] += number
    year, week = calendar.iso_week(day)
    notify_many(
        Message(
            [manager],
            lambda number=number: (
                ngettext(
                    "%(n)d overdue invoice without collection action",
                    "%(n)d overdue invoices without collection action",
                    number,
                )
                % {"n": number}
            ),
            url=reverse("collection-task-list") + "?neglected=true",
            key=f"neglected:{year}-{week}",
        )
        for manager, number in found.items()
    )
    return count
