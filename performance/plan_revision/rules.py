"""What a revision may change; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


def revised(present: Sequence[Decimal], proposed: Sequence[Decimal], month: int) -> list[Decimal]:
    """PLN-04: the targets change from the effective month only; what lies before stays as it stands now."""
    return [*present[: month - 1], *proposed[month - 1 :]]


def touches_past(before: Sequence[Decimal], after: Sequence[Decimal], month: int) -> bool:
    """Does it change a month before the one from which it takes effect?"""
    return list(before[: month - 1]) != list(after[: month - 1])
