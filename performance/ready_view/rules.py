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
    """A, B or C of amounts in falling order.

    80, 10, 6, 4 of 100 with limits of 80 % and 95 % are A, B, B, C. What was credited is C, and takes nothing from the whole.
    """
    whole = sum((value for value in values if value > 0), ZERO)
    found, before = [], ZERO
    for value in values:
        found.append(class_of(value, before, whole, a_limit, b_limit))
        before += max(value, ZERO)
    return found


def class_of(value: Decimal, before: Decimal, whole: Decimal, a_limit: Decimal, b_limit: Decimal) -> str:
    """A as long as those before it make less than ``a_limit`` of the whole, B less than ``b_limit``, else C."""
    if value <= 0 or before >= whole * b_limit:
        return "C"
    return "A" if before < whole * a_limit else "B"
