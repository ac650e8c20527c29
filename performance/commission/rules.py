"""What a movement earns, for whom, at which rate: pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from performance.commission.states import LineStanding
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

MATURE_PER_MILLE = Decimal(3)  # 004 §8.1.4
NEW_PRODUCT_PER_MILLE = Decimal(3)  # 004 §8.1.5


@dataclass(frozen=True)
class Change:
    """Something was one thing up to a day and another from that day on."""

    day: dt.date
    before: Any
    after: Any


def as_of(changes: Iterable[Change], now: Any, day: dt.date) -> Any:
    """What held at the end of a day: what the first later change changed, else what holds now."""
    return next((change.before for change in changes if change.day > day), now)


def per_mille(base: Decimal, rate: Decimal) -> Decimal:
    return cents(base * rate / 1000)


def collection_commission(
    base: Decimal, mature: bool, other_rate: Decimal | None
) -> tuple[Decimal, Decimal | None, LineStanding]:
    """PAY-04 (004 §8.1.4): 3‰ of the collection from mature customers; for others SET-20a, and while it is empty 0.00
    with the rate to be decided. Returns ``(amount, rate, standing)``."""
    rate = MATURE_PER_MILLE if mature else other_rate
    if rate is None:
        return ZERO, None, LineStanding.PENDING_RATE
    return per_mille(base, rate), rate, LineStanding.EARNED


def new_product_commission(billed: Decimal, day: dt.date, new_until: dt.date | None) -> Decimal:
    """PAY-05 (004 §8.1.5): 3‰ of what was billed of a product that is new on that day, for old and new customers alike,
    collected or not; 0 afterwards."""
    if new_until is None or day > new_until:
        return ZERO
    return per_mille(billed, NEW_PRODUCT_PER_MILLE)


def taken_back(base: Decimal, rate: Decimal | None, credited: Decimal, amount: Decimal, taken: Decimal) -> Decimal:
    """PAY-09: what a counter-movement takes back of a line: of ``base`` in all ``credited`` (positive) is gone now, of its
    ``amount`` ``taken`` (positive) before. What was taken back wholly leaves 0.00 exactly. Returns a negative amount."""
    left = ZERO if rate is None or credited >= base else per_mille(base - credited, rate)
    return left + taken - amount


def is_qualified(collected: Decimal, quota: Decimal | None) -> bool:
    """PAY-03 (004 §8.1.3): the quota of the month is met; who has none does not qualify."""
    return bool(quota) and collected >= quota


def average(amounts: Sequence[Decimal]) -> Decimal:
    """PAY-02 (004 §8.1.2): the mean reward of the reps in charge; one without commission counts as 0."""
    return cents(sum(amounts, ZERO) / len(amounts)) if amounts else ZERO
