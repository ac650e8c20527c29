"""How high a risk is."""

from __future__ import annotations


def is_high(level: int | None, high_from: int) -> bool:
    """RSK-02: likelihood × impact (1 to 25) from SET-54 on; a risk that nobody has assessed is not called high."""
    return level is not None and level >= high_from
