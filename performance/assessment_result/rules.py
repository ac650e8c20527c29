"""How many results in a row are below the mark, or excellent. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from performance.metric.period import Period


def run_up_to(marks: dict[Period, bool], period: Period) -> int:
    """How many periods up to this one, each directly before the next, are marked.

    Fails in January, February and March are 3; January fail, February pass, March fail, April fail are 2 (KPI-07). A period
    without a result ends the run.
    """
    found = 0
    while marks.get(period):
        found, period = found + 1, period.preceding
    return found


def run_around(marks: dict[Period, bool], period: Period) -> tuple[int, Period]:
    """``(length, last)`` of the run in which the period stands, whichever of its results was confirmed last (KPI-07)."""
    last = period
    while marks.get(last.following):
        last = last.following
    return run_up_to(marks, last), last


def marks_of(results: Iterable[tuple[Period, object]], is_marked: Callable) -> dict[Period, bool]:
    return {period: bool(is_marked(result)) for period, result in results}


def is_candidate(run: int, needed: int | None) -> bool:
    """KPI-08: proposed only where SET-43b says how many excellent periods it takes; the source is cut off there."""
    return needed is not None and run >= needed
