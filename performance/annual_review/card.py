"""The five indicators of the running year as they stand, for the first page (KPI-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.annual_review.figures import indicators, measure
from performance.annual_review.models import AnnualReviewLine

if TYPE_CHECKING:
    from typing import Any


def indicators_to_show(year: int) -> list[dict[str, Any]]:
    """``label``, ``value`` and ``limit`` in words, ``is_met``, ``names`` of customers above their line; in the order of
    the source."""
    found = []
    for each in indicators(year):
        line = AnnualReviewLine(indicator=each.indicator)
        found.append(
            {
                "label": each.indicator.label,
                "value": "" if each.value is None else measure(line, each.value),
                "limit": measure(line, each.limit),
                "is_met": each.is_met,
                "names": each.detail,
            }
        )
    return found
