"""Does a statement agree with itself? Opening, lines and closing, checked line by line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesmgmt.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Movement:
    """A line in the order of the file: its row there, what it adds (out is negative), the balance the bank gives."""

    row: int
    amount: Decimal
    balance: Decimal | None


@dataclass(frozen=True)
class Agreement:
    """``difference`` is the bank's closing balance less opening plus lines; ``gap`` the row before which it arises."""

    opening: Decimal | None
    closing: Decimal | None
    total_in: Decimal
    total_out: Decimal
    difference: Decimal
    gap: int | None
    newest_first: bool = False


def agreement(movements: Sequence[Movement]) -> Agreement:
    """Balances are yuan; some banks list the newest line first, which is seen by the balances that follow each other."""
    total_in = sum((each.amount for each in movements if each.amount > 0), ZERO)
    total_out = -sum((each.amount for each in movements if each.amount < 0), ZERO)
    told = [each for each in movements if each.balance is not None]
    if not told:
        return Agreement(None, None, total_in, total_out, ZERO, None)
    backwards = list(reversed(movements))
    newest_first = _breaks(backwards) < _breaks(movements)
    lines = backwards if newest_first else list(movements)
    opening = _opening(lines)
    gap, running = None, opening
    for each in lines:
        running += each.amount
        if each.balance is not None and running != each.balance:
            gap = gap or each.row
            running = each.balance
    return Agreement(opening, running, total_in, total_out, running - opening - total_in + total_out, gap, newest_first)


def _opening(lines: Sequence[Movement]) -> Decimal:
    """The first balance the bank gives, less all that led to it."""
    before = ZERO
    for each in lines:
        before += each.amount
        if each.balance is not None:
            return each.balance - before
    return ZERO


def _breaks(lines: Sequence[Movement]) -> int:
    """How often the balance of a line is not that of the one before plus its amount."""
    found, last = 0, None
    for each in lines:
        if last is not None and each.balance is not None and last + each.amount != each.balance:
            found += 1
        last = each.balance
    return found
