"""What a person was to reach where the scheme leaves it to his plan: asked where the plan says it, counted nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.plan.target import targets_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from performance.metric.period import Period


def planned(codes: Iterable[str], people: Iterable[int], period: Period) -> dict[tuple[str, int], Decimal]:
    """``{(metric, person): target}`` of the period, in a constant number of queries.

    Plans and quotas are about collections (PLN-02, PLN-05); what else is counted has the target of its scheme or none.
    """
    if "collections" not in set(codes):
        return {}
    months = range(period.first.month, period.last.month + 1)
    found = targets_of(list(people), period.first.year, list(months))
    return {("collections", person): target for person, target in found.items() if target}
