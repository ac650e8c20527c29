"""How receivables stand to the goods dispatched in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.indicator.states import Band

if TYPE_CHECKING:
    from decimal import Decimal


def ratio(outstanding: Decimal, dispatched: Decimal) -> Decimal | None:
    """Outstanding ÷ goods dispatched, as a share and not rounded; None while nothing was dispatched (REC-08)."""
    return outstanding / dispatched if dispatched else None


def band(share: Decimal | None, target: Decimal, maximum: Decimal) -> Band | None:
    """REC-08: up to the target green, up to the maximum within, above it exceeded; the limits are per cents.

    The share itself is compared, not what is printed of it: 15.00001 % is more than 15 %.
    """
    if share is None:
        return None
    if share * 100 <= target:
        return Band.TARGET
    return Band.WITHIN if share * 100 <= maximum else Band.EXCEEDED
