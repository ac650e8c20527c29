"""Proposing how a payment is spread over open invoices. Nothing is allocated until finance says so (REC-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import Any


def propose(free: Decimal, items: Iterable[Any]) -> list:
    """``[(item, amount)]``: the oldest due date first, as far as the money reaches.

    ``items`` have ``open_amount``, ``due_date``, ``date`` and ``pk``; disputed invoices are left to a person.
    """
    shares, left = [], free
    payable = [item for item in items if item.open_amount > ZERO and not item.disputed]
    for item in sorted(payable, key=lambda item: (item.due_date, item.date, item.pk)):
        if left <= ZERO:
            break
        amount = min(left, item.open_amount)
        shares.append((item, amount))
        left -= amount
    return shares
