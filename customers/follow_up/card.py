"""What the customer's page says of follow-up calls in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.follow_up.call import last_call_of
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.registry import TileValue

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def last_call_tile(customer: Customer, user: User) -> TileValue | None:
    """The date of the last follow-up call and how satisfied they were (VIS-06)."""
    call = last_call_of(customer)
    if call is None:
        return None
    day = call.called_at.astimezone(SHANGHAI).date()
    tone = {1: "bad", 2: "bad", 3: "warn"}.get(call.satisfaction, "good")
    return TileValue(str(day), kind="text", tone=tone, note=call.get_satisfaction_display())
