from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def can_log_follow_up(user: User, customer: Customer) -> bool:
    """The responsible rep (VIS-06)."""
    return may(user, "follow_up", "C", owner=customer.owner)
