"""How a figure is made of its two parts. Pure; None is shown as n/a."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from salesmgmt.core.money import cents

if TYPE_CHECKING:
    import datetime as dt


def growth_rate(current: Decimal, previous: Decimal) -> Decimal | None:
    """(current − previous) / previous: 120 after 100 is 0.2; n/a after nothing, and after less than nothing (KPI-14)."""
    return (current - previous) / previous if previous is not None and previous > 0 else None


def share(part: Decimal, whole: Decimal | None) -> Decimal | None:
    """One by the other: profit by sales, own sales by the market volume, new customers' by all; n/a of nothing.

    18 of 120 is 0.15, 120 of 1,200 is 0.1 (KPI-14); 150,000 of 1,000,000 is 0.15 (KPI-10); 18 of 20 is 0.9 (KPI-09).
    """
    return Decimal(part) / Decimal(whole) if whole is not None and whole > 0 else None


def amount(value: Decimal, _whole: Decimal | None = None) -> Decimal:
    return value


def part_of(whole: Decimal | None, period: tuple[dt.date, dt.date], days: tuple[dt.date, dt.date]) -> Decimal | None:
    """What of the target of a period falls to some of its days, in calendar days; the parts make the whole to the cent."""
    if whole is None:
        return None
    first, last = period
    length = (last - first).days + 1
    until, before = (days[1] - first).days + 1, (days[0] - first).days
    return cents(whole * until / length) - cents(whole * before / length)
