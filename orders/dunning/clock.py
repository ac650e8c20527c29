"""The weekly look at overdue money about which nothing is done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from orders.dunning.models import CollectionAction
from orders.dunning.querysets import without_action
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User

if TYPE_CHECKING:
    from orders.invoice.querysets import InvoiceQuerySet


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
    found: dict[User, int] = defaultdict(int)
    count = 0
    for invoice in neglected(Invoice.objects.all(), day).select_related("customer__owner").iterator():
        count += 1
        manager = manager_above(invoice.customer.owner)
        if manager is not None:
            found[manager] += 1
    year, week = calendar.iso_week(day)
    for manager, number in found.items():
        notify(
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
    return count
