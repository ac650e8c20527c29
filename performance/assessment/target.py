"""What a person was to reach where the scheme leaves it to his plan: the quota in force, counted once (PLN-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.metric.states import PeriodKind
from performance.quota.models import Quota

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from performance.metric.period import Period


def planned(codes: Iterable[str], people: Iterable[int], period: Period) -> dict[tuple[str, int], Decimal]:
    """``{(metric, person): target}`` of the period, in a constant number of queries.

    The annual collection quota is the target of a year; it says nothing of a month, and nothing is divided here.
    """
    if "collections" not in set(codes) or period.kind != PeriodKind.YEAR:
        return {}
    rows = Quota.objects.in_force(period.first.year).filter(rep__in=list(people)).order_by()
    return {("collections", rep): amount for rep, amount in rows.values_list("rep", "collection_amount")}
