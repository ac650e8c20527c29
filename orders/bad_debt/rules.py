"""Whether the losses and the bad accounts of a year keep within their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def keeps_within(amount: Decimal, dispatched: Decimal, per_mille: Decimal) -> bool:
    """REC-09, REC-10 (004 §5.4.3, §5.4.4): up to and including so many per mille of the goods dispatched in the year.

    The amounts are compared, not a rounded ratio: of 10,000,000 at 5‰ 50,000 keeps within and 50,000.01 does not.
    Without goods dispatched nothing but nothing keeps within.
    """
    return amount * 1000 <= per_mille * dispatched
