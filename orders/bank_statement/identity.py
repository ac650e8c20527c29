"""By what a line is known again: pure. The same file twice, or two that overlap, bring no line a second time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal


@dataclass(slots=True)
class Line:
    """A line of a file as it is kept. Of a hundred thousand of them nothing is held beside what they say."""

    row: int
    own_account: str
    date: dt.date
    time: dt.time | None
    direction: str
    amount: Decimal | None
    is_correction: bool
    balance: Decimal | None
    payer: str
    payer_account: str
    payer_bank: str
    summary: str
    purpose: str
    transaction_no: str


def identities(lines: Iterable[Line]) -> Iterator[str]:
    """The identity of each line of one account, in the order of the file.

    Its transaction number with day, direction and amount; without a number its content and its how-manieth occurrence:
    two equal lines of one file are two payments, the same file again is none.
    """
    seen: Counter = Counter()
    for line in lines:
        if line.transaction_no:
            content: tuple = ("number", line.transaction_no, line.date, line.direction, line.amount)
        else:
            content = (
                "content",
                line.date,
                line.time,
                line.direction,
                line.amount,
                line.balance,
                line.payer_account,
                line.payer,
                line.summary,
                line.purpose,
            )
            seen[content] += 1
            content = (*content, seen[content])
        yield digest(content)


def digest(parts: tuple[Any, ...]) -> str:
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()
