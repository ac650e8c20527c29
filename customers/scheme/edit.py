"""The typed numbers of a new scheme version, put into the present one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from customers.scheme.scoring import Band, Criterion, Line, Scheme, as_kept

if TYPE_CHECKING:
    from decimal import Decimal


def changed_parts(scheme: Scheme, typed: dict) -> dict:
    """``{criteria, thresholds, lines}`` for new_version(), from the fields of the scheme form (RAT-09)."""
    return {
        "thresholds": tuple((grade, int(typed[f"minimum_{grade}"])) for grade, _old in scheme.thresholds),
        "lines": tuple(
            Line(line.grade, typed[f"amount_{line.grade}"], int(typed[f"qty_{line.grade}"])) for line in scheme.lines
        ),
        "criteria": tuple(
            replace(criterion, bands=tuple(_band(criterion, band, typed) for band in criterion.bands))
            for criterion in scheme.criteria
        ),
    }


def _band(criterion: Criterion, band: Band, typed: dict) -> Band:
    key = f"{criterion.key}_{band.letter or 'below'}"
    points = typed.get(f"points_{key}")
    return replace(
        band,
        text=typed[f"text_{key}"],
        points=None if points is None else int(points),
        lower=_limit(criterion, typed.get(f"lower_{key}")),
        upper=_limit(criterion, typed.get(f"upper_{key}")),
    )


def _limit(criterion: Criterion, typed: Decimal | None) -> Decimal | None:
    """A limit as it is kept; a choice has none."""
    return None if typed is None else as_kept(typed, criterion.unit)
