"""What stands to the right of the customer file knows about a customer, asked through core's registry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, Value

from salesmgmt.core.registry import fact

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Standing:
    """What the last approved evaluation says of a customer today; nothing before the first.

    ``line_amount`` (yuan) and ``line_quantity`` (a month) are the warning line, None without one and for grade E.
    """

    evaluated_on: dt.date | None = None
    valid_until: dt.date | None = None
    line_amount: Decimal | None = None
    line_quantity: int | None = None
    is_outdated: bool = True
    no_business: str = ""


@dataclass(frozen=True)
class LastVisit:
    """When and by whom the customer was last visited, and what was agreed to be done next; both in words."""

    visit: str = ""
    next_step: str = ""


def standing_of(customer: Customer) -> Standing:
    """The Standing of a customer, from what the evaluation knows (RAT-04, RAT-07, RAT-10)."""
    return fact("customer", "standing", customer)


def grades_of(customer: Customer, user: User) -> list:
    """The reports of a customer that were once in force, newest first, as far as this person may read them."""
    return fact("customer", "grades", customer, user=user)


def last_visit_of(customer: Customer, user: User) -> LastVisit:
    """The LastVisit of a customer as far as this person may read visits."""
    return fact("customer", "last_visit", customer, user=user)


def preferences_of(customer: Customer) -> Any:
    """The needs and preferences that hold, newest first (CUS-06)."""
    return fact("customer", "preferences", customer)


def with_warning_line(queryset: CustomerQuerySet) -> CustomerQuerySet:
    """Annotate customers with ``warning_line``, yuan, of the evaluation in force (CUS-03)."""
    return fact("customer", "with_warning_line", queryset)


def review_outdated(queryset: Any) -> Any:
    """Those in cooperation whose last evaluation is too old for a contract (RAT-06, RAT-10)."""
    return fact("customer", "review_outdated", queryset)


def with_orders_last_12m(queryset: CustomerQuerySet) -> CustomerQuerySet:
    """Annotate customers with the number of their confirmed orders of the last 12 months (CUS-03).

    Orders are the matter of another app, which registers the fact; without it every customer has none.
    """
    if "orders_last_12m" in queryset.query.annotations:
        return queryset
    counted = fact("customer", "with_orders_last_12m", queryset, default=None)
    return queryset.annotate(orders_last_12m=Value(0, IntegerField())) if counted is None else counted
