"""How a customer is scored: bands, points, total, grade. Pure; tables T1 to T3 are data (004 §2.2, §2.3, §4.1.2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.scheme.states import EvaluationCriterionKind

if TYPE_CHECKING:
    from typing import Any


UPPER_INCLUSIVE = "upper_inclusive"


@dataclass(frozen=True)
class Band:
    """``letter`` empty: below every printed band; its points come from the settings (SET-05)."""

    letter: str
    text: str
    points: int | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    pk: int | None = None

    @property
    def is_below(self) -> bool:
        return self.letter == ""


# Sums of money are kept in yuan, and asked and shown in ten thousands, as the bands are worded.
YUAN, IN_TEN_THOUSANDS, TEN_THOUSAND = "元", "万元", Decimal(10_000)


def shown_unit(unit: str) -> str:
    """In what a figure of this unit is asked and shown."""
    return IN_TEN_THOUSANDS if unit == YUAN else unit


def as_shown(value: Decimal, unit: str) -> Decimal:
    """A kept figure as people read it."""
    return value / TEN_THOUSAND if unit == YUAN else value


def as_kept(value: Decimal, unit: str) -> Decimal:
    """What people typed as it is kept."""
    return value * TEN_THOUSAND if unit == YUAN else value


def places_of(unit: str) -> int:
    """So many places are typed: what is kept has two."""
    return 6 if unit == YUAN else 2


def in_words(value: Decimal, unit: str) -> str:
    """A kept figure as people read it, on page, paper and in the history: ``2,500.5 万元``."""
    text = f"{as_shown(value, unit):,f}"
    number = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{number} {shown_unit(unit)}".strip()


@dataclass(frozen=True)
class Criterion:
    key: str
    name: str
    kind: str  # range, rank, share, choice
    bands: tuple[Band, ...]
    unit: str = ""
    pk: int | None = None

    @property
    def shown_unit(self) -> str:
        return shown_unit(self.unit)

    @property
    def is_choice(self) -> bool:
        return self.kind == EvaluationCriterionKind.CHOICE

    def band(self, letter: str) -> Band | None:
        return next((band for band in self.bands if band.letter == letter), None)


@dataclass(frozen=True)
class Line:
    grade: str
    amount: Decimal
    avg_monthly_qty: int | None = None


@dataclass(frozen=True)
class Scheme:
    """A whole version of the scheme."""

    criteria: tuple[Criterion, ...]
    thresholds: tuple[tuple[str, int], ...]  # grade, lowest total; highest first
    lines: tuple[Line, ...]
    name: str = ""
    version: int = 0

    def line(self, grade: str) -> Line | None:
        return next((line for line in self.lines if line.grade == grade), None)

    def as_data(self) -> dict:
        """For the snapshot on an evaluation: figures as text."""
        return _plain(asdict(self))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if key != "pk"}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True)
class Result:
    """What nine lines add up to; ``total`` and ``grade`` only where none is missing (RAT-01)."""

    total: int
    missing: tuple[str, ...]
    grade: str
    line: Line | None

    @property
    def is_complete(self) -> bool:
        return not self.missing


def band_for(criterion: Criterion, value: Decimal, limit_rule: str = UPPER_INCLUSIVE) -> Band | None:
    """The band a figure falls in, None for one outside all of them (RAT-02, SET-02).

    range: a value on a limit belongs to the lower band (the printed ≤), or to the higher one by the other setting;
    rank: both ends of a band belong to it; share: the lower limit belongs to the band under both settings.
    """
    if value is None or value < 0:
        return None
    return next((band for band in criterion.bands if _holds(criterion.kind, band, value, limit_rule)), None)


def _holds(kind: str, band: Band, value: Decimal, limit_rule: str) -> bool:
    if kind == EvaluationCriterionKind.RANK:
        return (band.lower is None or value >= band.lower) and (band.upper is None or value <= band.upper)
    if kind == EvaluationCriterionKind.RANGE and limit_rule == UPPER_INCLUSIVE:
        return (band.lower is None or value > band.lower) and (band.upper is None or value <= band.upper)
    return (band.lower is None or value >= band.lower) and (band.upper is None or value < band.upper)


def points_of(band: Band, points_below: int = 0) -> int | None:
    """5, 4, 3, 2 by band; below every printed band the points of SET-05, 0 by default (RAT-01, RAT-11)."""
    if band is None:
        return None
    return points_below if band.is_below else band.points


def grade_of(total: int, thresholds: tuple, on_lowest: str = "D") -> str:
    """The grade of a total: thresholds are inclusive, below the lowest is E (RAT-03, SET-03).

    ``on_lowest`` decides a total exactly on the lowest threshold, which the source gives to both sides (SET-04).
    """
    for grade, minimum in thresholds:
        if total >= minimum:
            lowest = minimum == min(low for _grade, low in thresholds)
            return on_lowest if lowest and total == minimum else grade
    return "E"


def result_of(scheme: Scheme, points: dict, on_lowest: str = "D") -> Result:
    """``points``: {criterion key: points or None}. Total, what is missing, grade and line (RAT-01, RAT-03, SET-08)."""
    missing = tuple(each.name for each in scheme.criteria if points.get(each.key) is None)
    total = sum(value for value in points.values() if value is not None)
    grade = "" if missing else grade_of(total, scheme.thresholds, on_lowest)
    return Result(total, missing, grade, scheme.line(grade))
