"""What a figure is worth: points of a line, points off, the result. Pure; shares are exact until they are points."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

from salesmgmt.core.money import cents

ZERO = Decimal(0)
WHOLE = Decimal(100)
PRO_RATA = "pro_rata"


def reached(actual: Decimal | None, target: Decimal | None, higher_is_better: bool, cap: int = 100) -> Decimal | None:
    """How many per cent of the target were reached, at most ``cap`` and never below nothing; None where it cannot be said.

    Of what should stay low the target is kept or missed by so much: 3 complaints where 2 were allowed are 50 %.
    """
    if actual is None or target is None:
        return None
    if higher_is_better:
        return min(max(actual / target * 100, ZERO), Decimal(cap)) if target > 0 else None
    if actual <= target:
        return WHOLE
    return max(WHOLE - (actual - target) / target * 100, ZERO) if target > 0 else ZERO


def line_points(per_cent: Decimal | None, weight: Decimal, base: int) -> Decimal | None:
    """95 % of a line that weighs 40 of a base of 100 are 38 points (SET-26)."""
    return None if per_cent is None else cents(per_cent * weight * base / 10_000)


def score_of(lines: Iterable[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """The score of ``(points, weight)``: a line that cannot be counted leaves the base, so that it costs nobody points."""
    counted = [(points, weight) for points, weight in lines if points is not None]
    weights = sum((weight for _points, weight in counted), ZERO)
    if not weights:
        return None
    return cents(sum((points for points, _weight in counted), ZERO) * 100 / weights)


def most_of(lines: Iterable[tuple[int, Decimal]], base: int) -> Decimal:
    """The highest score that lines of ``(counts up to %, weight)`` can give, whichever of them can be counted."""
    found = (score_of([(line_points(Decimal(cap), weight, base), weight)]) for cap, weight in lines)
    return max((each for each in found if each is not None), default=ZERO)


def shortfall(actual: Decimal | None, target: Decimal | None, rounding: str) -> Decimal | None:
    """How many per cent are missing to the target, whole ones or pro rata (SET-24), never below nothing (T6).

    97.5 of 100 are 2 whole per cents short; without a target, or of nothing, it cannot be said.
    """
    if actual is None or target is None or target <= 0:
        return None
    found = max((target - actual) * 100 / target, ZERO)
    return cents(found) if rounding == PRO_RATA else found.to_integral_value(ROUND_FLOOR)


def points_off(count: Decimal | None, each: Decimal) -> Decimal:
    """KPI-03: revenue 95 %, profit 97.5 %, external 98 %, 2 general and 1 serious complaint are
    2.5 + 1.0 + 2 + 2 + 5 = 12.5 points off."""
    return ZERO if count is None else cents(count * each)


def is_below(result: Decimal, pass_mark: int) -> bool:
    """KPI-06, SET-43a: the pass mark itself is a pass."""
    return result < pass_mark
