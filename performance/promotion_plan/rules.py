"""What a promotion plan must say and what its lines may add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


def missing_parts(goal: str, channels: int, content: str, budget: Decimal | None) -> list[str]:
    """Which of goal, channels, content and budget are not there (MKT-01, 001 四(一)1)."""
    there = {"goal": goal.strip(), "channels": channels, "content": content.strip(), "budget": budget}
    return [name for name, value in there.items() if not value]


def over_plan(budgets: Iterable[Decimal], budget: Decimal) -> Decimal:
    """By how much the lines exceed the budget of the plan: 100,001 on 100,000 is 1; zero where they fit (MKT-02)."""
    return max(sum(budgets, ZERO) - budget, ZERO)
