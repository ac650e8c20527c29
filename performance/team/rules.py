"""Who is behind plan; pure (TEAM-06)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def elapsed_share(first: dt.date, last: dt.date, day: dt.date) -> Decimal:
    """The part of a period that has passed at the end of ``day``, in calendar days: 0 before it, 1 after it."""
    days = (last - first).days + 1
    passed = min(max((day - first).days + 1, 0), days)
    return Decimal(passed) / days


def is_behind(actual: Decimal, target: Decimal | None, elapsed: Decimal) -> bool:
    """TEAM-06: actual % < elapsed %: 40 % of the target at mid-period is behind, 50 % is not. Nobody is behind a target
    that he does not have."""
    return bool(target) and actual < target * elapsed


def per_working_day(gap: Decimal, days: int) -> Decimal | None:
    """What is still to be collected on each working day that is left; None where none is."""
    return gap / days if days > 0 and gap > 0 else None


def months_between(first: dt.date, last: dt.date) -> list[int]:
    """The numbers of the months of a period within one year."""
    return list(range(first.month, last.month + 1))


def ordered(rows: Iterable) -> list:
    """Who is furthest behind stands first, who has no target last."""
    return sorted(rows, key=lambda row: (row.ratio is None, row.ratio or 0, row.person.username))
