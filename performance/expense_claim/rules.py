"""What a claim must bring, and whether it exceeds the budget: pure functions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from performance.expense_claim.models import ExpenseLine


def voucher_key(text: str) -> str:
    """A voucher number as it is compared: full width, spaces, dashes and case make no other voucher of it (EXP-05)."""
    return re.sub(r"[\s\-–—_./·]", "", unicodedata.normalize("NFKC", str(text))).upper()


def without_voucher(lines: Iterable[ExpenseLine]) -> list[ExpenseLine]:
    """The lines that lack the number or the file of their voucher (EXP-05, 002-1 §14.1)."""
    return [line for line in lines if not line.voucher_number or not line.has_file]


@dataclass(frozen=True)
class Standing:
    """What a category's budget has left, as arithmetic: budget − approved − on the way = remaining; asked beside it."""

    category: str
    year: int
    budget: Decimal
    approved: Decimal
    under_way: Decimal
    asked: Decimal = ZERO

    @property
    def remaining(self) -> Decimal:
        return self.budget - self.approved - self.under_way

    @property
    def is_over(self) -> bool:
        return is_over_budget(self.budget, self.approved + self.under_way, self.asked)

    @property
    def used_ratio(self) -> Decimal | None:
        return use_ratio(self.approved, self.budget)


def is_over_budget(budget: Decimal, used: Decimal, asked: Decimal) -> bool:
    """10,000 budgeted and 9,000 approved leave 1,000: 1,000.01 is over, 1,000.00 is not (EXP-03)."""
    return bool(asked) and used + asked > budget


def use_ratio(used: Decimal, budget: Decimal | None) -> Decimal | None:
    """Used by budget: 4,500 of 5,000 is 0.9; None without a budget (EXP-03, EXP-09)."""
    return used / budget if budget else None
