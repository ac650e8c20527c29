"""When a new customer counts, and when a representative has fulfilled his year; pure (PLN-06, KPI-11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


def months_of_supply(first: dt.date, until: dt.date) -> int:
    """Calendar months from that of the first delivery to that of the last day, both included: July to December are six."""
    return (until.year - first.year) * 12 + until.month - first.month + 1


def counts(quantity: Decimal, months: int, monthly: int) -> bool:
    """PLN-06: 3,000 sets in six months are 500 a month and count; 2,999 do not. Compared without rounding."""
    return months > 0 and quantity >= monthly * months


def average(quantity: Decimal, months: int) -> Decimal:
    """The average of a month, for the eye; what counts is decided on the whole quantity."""
    return (Decimal(quantity) / months).quantize(Decimal("0.01")) if months > 0 else Decimal(0)


def missing(quantity: Decimal, months: int, monthly: int) -> Decimal:
    """How many sets are still missing for the customer to count."""
    return max(Decimal(monthly * months) - quantity, Decimal(0))


@dataclass(frozen=True)
class Demand:
    """What a representative and year ask for (SET-17)."""

    new_minimum: int
    new_target: int
    monthly_minimum: int
    monthly_target: int
    potential_minimum: int
    potential_target: int


@dataclass(frozen=True)
class Standing:
    """How many new customers count, how many of them reach the target quantity, and how many potential customers there are."""

    new: int
    new_at_target: int
    potential: int

    def is_met(self, demand: Demand) -> bool:
        """KPI-11: the minimum of both kinds; one qualifying new and one potential customer are enough."""
        return self.new >= demand.new_minimum and self.potential >= demand.potential_minimum

    def reaches_target(self, demand: Demand) -> bool:
        """KPI-11: as many as the target asks, and each of the new ones with the target quantity."""
        return self.new_at_target >= demand.new_target and self.potential >= demand.potential_target
