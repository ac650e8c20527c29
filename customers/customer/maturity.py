"""New, old and mature customers, on which commission and assessment depend (CUS-12, SET-20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.customer.permissions import can_set_mature
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User

TASK = "customer_mature"


def is_new(first_delivery: dt.date | None, year: int) -> bool:
    """A customer is new in the calendar year of its first delivery; before one it is new in every year; pure (CUS-12).

    The new customer of a price rule (Buyer.is_new_on, PRC-05) is another one on purpose: the promotional price is for him
    to whom nothing was delivered yet, and ends with the first delivery, not with its year.
    """
    return first_delivery is None or first_delivery.year >= year


def first_supplied_in(year: int, path: str = "") -> Q:
    """Who became a customer in the year, as the setting ``new_customer_rule`` has it (SET-20): the condition of everything
    that counts new customers. ``path`` leads from the rows asked to the customer, with its two underscores."""
    rules = {"first_delivery_year": Q(**{f"{path}first_delivery_date__year": year})}
    return rules[policy().new_customer_rule]


def new_customers(queryset: CustomerQuerySet, year: int) -> CustomerQuerySet:
    """is_new() as a condition of a query: what the list is filtered by (CUS-12)."""
    return queryset.filter(Q(first_delivery_date__isnull=True) | Q(first_delivery_date__year__gte=year))


def to_be_mature(queryset: CustomerQuerySet, year: int) -> CustomerQuerySet:
    """Customers in cooperation supplied before that year and not yet marked: suggested as mature (CUS-12)."""
    return queryset.filter(status=Customer.Status.ACTIVE, is_mature=False, first_delivery_date__year__lt=year)


@transaction.atomic
def record_first_delivery(customer_pk: int, day: dt.date, user: User) -> None:
    """The day of the first signed delivery; later deliveries change nothing (CUS-12). Called by orders."""
    customer = lock(Customer, customer_pk)
    if customer.first_delivery_date is None:
        change(customer, user, gettext_noop("First delivery"), first_delivery_date=day)


@transaction.atomic
def set_mature(pk: int, user: User, is_mature: bool = True) -> Customer:
    """Mark the customer as mature, or take the mark back: a manager's decision, kept with who and when (CUS-12).

    Raises BusinessError before the first delivery.
    """
    customer = lock(Customer, pk, "owner")
    require(can_set_mature(user, customer))
    if is_mature and customer.first_delivery_date is None:
        raise BusinessError(_("A customer that was never supplied is not mature."))
    if customer.is_mature == is_mature:
        raise BusinessError(_("It is so already."))
    mark = {"mature_by": user, "mature_on": today()} if is_mature else {"mature_by": None, "mature_on": None}
    change(
        customer,
        user,
        gettext_noop("Marked as mature") if is_mature else gettext_noop("No longer mature"),
        is_mature=is_mature,
        **mark,
    )
    close_tasks(customer, TASK, user)
    return customer


def mark_mature(pk: int, user: User) -> Any:
    return set_mature(pk, user)


def unmark_mature(pk: int, user: User) -> Any:
    return set_mature(pk, user, is_mature=False)


def suggest_mature(at: dt.datetime) -> int:
    """J22: on 1 January customers first supplied in an earlier year are suggested as mature, each once (CUS-12).

    The suggestion is a to-do of the manager above the rep, who alone may decide it; returns how many were opened.
    """
    rows = to_be_mature(Customer.objects.select_related("owner"), at.astimezone(SHANGHAI).year)
    managers = {}
    found = []
    for row in rows:
        if row.owner_id not in managers:
            managers[row.owner_id] = _manager_of(row.owner)
        found.append((row, managers[row.owner_id], _question(row)))
    return len(open_tasks(TASK, found, key="mature"))


def _question(customer: Customer) -> Callable:
    return lambda: _("Mark as mature? %(customer)s") % {"customer": customer.name}


def _manager_of(owner: User) -> User | None:
    above = superiors(owner) if owner else []
    return next((person for person in above if person.has_role(Role.MGR, Role.DIR)), None)
