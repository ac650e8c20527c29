"""How much of a claim open advances cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


def set_off(claimed: Decimal, open_amounts: Iterable[Decimal]) -> list[Decimal]:
    """What is taken of each open advance, the oldest first: 15,000 against 12,000 takes 12,000 and leaves 3,000 to pay."""
    left, taken = claimed, []
    for amount in open_amounts:
        part = min(left, amount)
        taken.append(part)
        left -= part
    return taken


def to_pay(claimed: Decimal, open_sum: Decimal) -> Decimal:
    """Claim less open advance, never below zero."""
    return max(claimed - open_sum, ZERO)
