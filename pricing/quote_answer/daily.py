"""The job of the night (J11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.price_list.release import put_due_lists_in_force
from pricing.quote_answer.sending import expire_quotes

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


def run_daily(day: dt.date | None = None) -> Any:
    """Expire quotes, put the due price list in force. Idempotent, and it catches up on days without it (J11). Returns how many changed."""
    return expire_quotes(day) + put_due_lists_in_force(day)
