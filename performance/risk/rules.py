"""How high a risk is, and where it stands among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_TO_FIVE = range(1, 6)


def is_high(level: int | None, high_from: int) -> bool:
    """RSK-02: likelihood × impact (1 to 25) from SET-54 on; a risk that nobody has assessed is not called high."""
    return level is not None and level >= high_from


@dataclass(frozen=True)
class Field:
    """A field of the matrix: its level, what stands in it, and where that leads to."""

    level: int
    text: str
    is_here: bool = False
    address: str = ""


def matrix_of(field: Callable[[int, int], Field]) -> list[tuple[int, list[Field]]]:
    """``[(likelihood, fields by impact)]``, the likeliest above; ``field(likelihood, impact)`` fills it (RSK-02)."""
    return [(likelihood, [field(likelihood, impact) for impact in ONE_TO_FIVE]) for likelihood in reversed(ONE_TO_FIVE)]
