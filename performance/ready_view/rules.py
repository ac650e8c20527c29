"""Classes, bands and distances: pure functions."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

# Discounts on the list price, up to and including; the last band has no end.
BANDS = (Decimal(0), Decimal("0.03"), Decimal("0.05"), Decimal("0.10"), Decimal("0.15"))


def classes_of(values: Sequence[Decimal], a_limit: Decimal, b_limit: Decimal) -> list[str]:
    """A, B or C of amounts in falling order: A as long as those before it make less than ``a_limit`` of the whole.

    80, 10, 6, 4 of 100 with limits of 80 % and 95 % are A, B, B, C. What was credited is C, and takes nothing from the whole.
    """
    whole = sum((value for value in values if value > 0), ZERO)
    found, before = [], ZERO
    for value in values:
        if value <= 0 or before >= whole * b_limit:
            found.append("C")
        else:
            found.append("A" if before < whole * a_limit else "B")
        before += max(value, ZERO)
    return found


def band_of(sold: Decimal, listed: Decimal) -> int:
    """The place of the band of a discount: 0 at the list price or above it, 1 up to 3 % below, … the last above 15 %."""
    return next((place for place, limit in enumerate(BANDS) if sold >= listed * (1 - limit)), len(BANDS))
