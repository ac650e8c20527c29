"""What the customer's page says of follow-up calls in one look."""

from customers.follow_up.call import last_call_of
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.registry import TileValue


def last_call_tile(customer, user):
    """The date of the last follow-up call and how satisfied they were (VIS-06)."""
    call = last_call_of(customer)
    if call is None:
        return None
    day = call.called_at.astimezone(SHANGHAI).date()
    tone = {1: "bad", 2: "bad", 3: "warn"}.get(call.satisfaction, "good")
    return TileValue(str(day), kind="text", tone=tone, note=call.get_satisfaction_display())
