"""Who takes over opening balances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def can_import_opening(user: User) -> bool:
    """Opening balances are finance's: whoever may draw up invoices."""
    return may_at_all(user, "invoice", "C")
