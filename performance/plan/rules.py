"""How amounts of a plan are spread, and whether they agree; pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def split(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The amount in parts as large as their weights, to the cent: the parts always add up to it. Without any weight, evenly."""
    known = [max(Decimal(weight), ZERO) for weight in weights]
    whole = sum(known, ZERO)
    if not whole:
        known, whole = [Decimal(1)] * len(known), Decimal(len(known))
    parts, before, passed = [], ZERO, ZERO
    for weight in known:
        passed += weight
        until = cents(amount * passed / whole)
        parts.append(until - before)
        before = until
    return parts


def even_months(amount: Decimal) -> list[Decimal]:
    """A twelfth each; what cannot be divided goes where the cents fall."""
    return split(amount, [Decimal(1)] * 12)


def season_months(amount: Decimal, season: Sequence[Decimal]) -> list[Decimal]:
    """By the months of last year; evenly where nothing was collected."""
    return split(amount, season)


@dataclass(frozen=True)
class Difference:
    """A line whose amount those below it do not take over as a whole (PLN-02)."""

    line: Any
    target: Decimal
    below: Decimal

    @property
    def amount(self) -> Decimal:
        """What nobody below has; negative where they have more."""
        return self.target - self.below


def differences(lines: Sequence[Any]) -> list[Difference]:
    """PLN-02: the lines whose target is not the sum of the lines below, the reserve included; to the cent.

    ``lines`` have pk, parent_id and target; a line without any below it is nobody's sum.
    """
    below: dict[int, Decimal] = {}
    for line in lines:
        if line.parent_id is not None:
            below[line.parent_id] = below.get(line.parent_id, ZERO) + line.target
    return [
        Difference(line, line.target, below[line.pk])
        for line in lines
        if line.pk in below and line.target != below[line.pk]
    ]


def unallocated(target: Decimal, reserves: Decimal, quotas: Decimal) -> Decimal:
    """PLN-03: what of the plan no quota has taken; 4, 3 and 2.9 million of 10 million leave 0.1 million."""
    return target - reserves - quotas


def growth(target: Decimal, before: Decimal) -> Decimal | None:
    """By how much the target lies above what was collected last year; None where nothing was."""
    return (target - before) / before if before else None
