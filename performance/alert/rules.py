"""Which alerts a rule opens, keeps and ends: figures in, decision out."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Finding:
    """An object on which a rule looks: ``opens`` says that the threshold is reached, else it is between the limits."""

    object_id: int
    customer_id: int
    subject: str
    opens: bool = True
    figures: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    new: list[Finding]
    kept: list[int]
    gone: list[int]


def judge(found: Iterable[Finding], holding: set[int]) -> Judgement:
    """RSK-03: each alert once. ``found`` are the objects at or above the limit where an alert ends, ``holding`` those
    that have an alert whose cause has not gone: from the threshold on one is opened, below the lower limit it ends,
    between the two everything stays as it is (002-2 §20.4)."""
    by_object = {each.object_id: each for each in found}
    return Judgement(
        new=[each for pk, each in by_object.items() if each.opens and pk not in holding],
        kept=sorted(holding & by_object.keys()),
        gone=sorted(holding - by_object.keys()),
    )


def lower_limit(threshold: Decimal, clear_at: Decimal | None) -> Decimal:
    """Where an alert ends: its own limit, never above the threshold; without one the threshold itself."""
    return threshold if clear_at is None else min(clear_at, threshold)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A part in per cent; None of nothing."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None
