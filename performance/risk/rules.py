"""How high a risk is."""

from __future__ import annotations


def level(likelihood: int, impact: int) -> int:
    """1 to 25: how likely (1–5) times how grave (1–5) (RSK-02)."""
    return likelihood * impact


def is_high(found: int | None, high_from: int) -> bool:
    """RSK-02: from SET-54 on; one that nobody has assessed is not called high."""
    return found is not None and found >= high_from
