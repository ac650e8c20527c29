"""Customer data stay right because somebody looks through them again and again (CUS-02)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.customer.permissions import can_confirm_data
from salesmgmt.core import audit, calendar
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User

TASK = "customer_stale"


def stale(queryset: CustomerQuerySet, day: dt.date, period: int) -> CustomerQuerySet:
    """Customers whose data were confirmed more than ``period`` days before ``day``: at 91, not at 90 (CUS-02, SET-34)."""
    return queryset.live().filter(last_reviewed_at__lt=calendar.at(day - dt.timedelta(days=period)))


def open_stale_tasks(at: dt.datetime) -> int:
    """J13: each stale customer's rep gets one open to-do, never a second one while it is open (CUS-02)."""
    day = at.astimezone(SHANGHAI).date()
    rows = stale(Customer.objects.select_related("owner"), day, policy().customer_review_days)
    found = [
        (row, row.owner, lambda row=row: _("Check the customer data: %(customer)s") % {"customer": row.name})
        for row in rows
    ]
    return len(open_tasks(TASK, found, key="", due_on=day))


@transaction.atomic
def confirm_data(pk: int, user: User) -> Customer:
    """The file was looked through and is right; its to-do is done (CUS-02)."""
    customer = lock(Customer, pk, "owner")
    require(can_confirm_data(user, customer))
    customer.last_reviewed_at = timezone.now()
    customer.save(update_fields=["last_reviewed_at", *customer.touched_fields()])
    audit.record(customer, user, gettext_noop("Data confirmed"))
    close_tasks(customer, TASK, user)
    return customer
