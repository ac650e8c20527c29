"""What a budget must name and below what it cannot be cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.expense_budget.states import NAMED
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


def missing_categories(given: Iterable[str]) -> list[str]:
    """The named categories without a line: travel, entertainment, market promotion; 0 is an amount (EXP-02)."""
    there = {str(category) for category in given}
    return [category for category in NAMED if str(category) not in there]


def cut_too_far(budget: dict[str, Decimal], used: dict[str, Decimal]) -> list[str]:
    """The categories whose new amount is below what approved claims have used already (EXP-04)."""
    return [category for category, sum_ in used.items() if sum_ > budget.get(category, ZERO)]
