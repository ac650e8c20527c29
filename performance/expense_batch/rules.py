"""What each claim of a batch leaves to be paid, and how its lines are told from others: pure functions."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from performance.expense_batch.models import BatchedClaim


def set_off_in_turn(claims: Iterable[tuple[int, Decimal]], held: dict[int, Decimal]) -> list[Decimal]:
    """Of each claim ``(person, allowed)`` what his open advances cover: they are used up in the order of the claims.

    A person with 12,000 of advances and claims of 10,000 and 5,000 has 10,000 and 2,000 set off, and is paid 3,000.
    """
    left, found = dict(held), []
    for person, allowed in claims:
        part = min(allowed, left.get(person, ZERO))
        left[person] = left.get(person, ZERO) - part
        found.append(part)
    return found


def fingerprint(lines: Iterable[BatchedClaim]) -> str:
    """The same for the same payees, accounts and amounts in the same order, whatever the layout of the file."""
    said = [f"{line.position}|{line.payee}|{line.account_number}|{line.bank}|{line.amount:.2f}" for line in lines]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
