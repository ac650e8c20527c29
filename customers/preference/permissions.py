from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@because(_("The preferences of a customer are kept by those in charge of him."))
def can_keep_preference(user: User, customer: Customer) -> bool:
    """Whoever keeps the customer's file (CUS-06)."""
    return may(user, "customer", "U", owner=customer.owner)
