"""The pool is matched again every night: invoices were posted since, payers learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.bank_match.proposing import match_lines
from orders.bank_statement.models import BankLine
from orders.bank_statement.states import BankLineStatus

if TYPE_CHECKING:
    import datetime as dt

JOB = "bank-pool"


def match_pool(at: dt.datetime) -> int:
    """How many lines of the pool could be matched now; what is still uncertain stays (REC-06)."""
    counts = match_lines(BankLine.objects.all())
    return sum(number for status, number in counts.items() if status != BankLineStatus.POOL)
