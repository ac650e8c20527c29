"""Key customers are visited regularly, and somebody notices when they are not (VIS-04)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from customers.visit.querysets import HELD
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.models import Task

if TYPE_CHECKING:
    from customers.customer.querysets import CustomerQuerySet


def with_last_visit(customers: CustomerQuerySet) -> CustomerQuerySet:
    """Annotate the day of the last visit that took place."""
    return customers.annotate(last_visit=Max("visits__day", filter=Q(visits__status__in=HELD)))


def due_for_visit(customers: CustomerQuerySet, day: dt.date) -> CustomerQuerySet:
    """Key customers whose last visit is longer ago than SET-38, or that nobody visited since the file was opened."""
    limit = day - dt.timedelta(days=policy().key_visit_days)
    late = Q(last_visit__lt=limit) | Q(last_visit__isnull=True, created_at__date__lt=limit)
    return with_last_visit(customers.filter(is_key=True).exclude(status=Customer.Status.BLOCKED)).filter(late)


def alert_key_visits(at: dt.datetime) -> int:
    """J13 key_customer_visit: a to-do for the owner, a notice for the sponsor, once until the next visit (VIS-04)."""
    day = at.astimezone(SHANGHAI).date()
    known = Task.objects.filter(
        kind="key_visit_due",
        status=Task.Status.OPEN,
        content_type__app_label="customers",
        content_type__model="customer",
        object_id=OuterRef("pk"),
    )
    late = due_for_visit(Customer.objects.live().filter(~Exists(known)), day).select_related(
        "owner", "executive_sponsor"
    )
    return in_batches("key_customer_visit", late.order_by("pk"), lambda customers: _alert(customers, day))


def _alert(customers: list[Any], day: dt.date) -> int:
    """How many customers somebody was told about now."""
    words = {customer.pk: partial(_words, customer, day) for customer in customers}
    rows = [(customer, customer.owner, words[customer.pk]) for customer in customers]
    made = {task.object_id for task in open_tasks("key_visit_due", rows, due_on=day, tell=True)}
    urls = {customer.get_absolute_url(): customer.pk for customer in customers}
    told = notify_many(
        Message(
            [customer.executive_sponsor],
            words[customer.pk],
            url=customer.get_absolute_url(),
            key=f"key-visit-{customer.pk}-{customer.last_visit}",
        )
        for customer in customers
    )
    return len(made | {urls[notice.url] for notice in told})


def _words(customer: Any, day: dt.date) -> str:
    if not customer.last_visit:
        return _("Key customer %(customer)s was never visited") % {"customer": customer.name}
    days = (day - customer.last_visit).days
    return _("Key customer %(customer)s was last visited %(days)d days ago") % {
        "customer": customer.name,
        "days": days,
    }
