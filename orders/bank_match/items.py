"""Which open invoices a receipt pays: pure. Never by amount alone: whose money it is, is known before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from orders.allocation.proposal import propose
from orders.bank_match.states import Evidence
from salesmgmt.core.money import ZERO

# Beyond so many open invoices a sum of several says nothing any more: too many combinations give any amount.
MOST_SUMMED = 40


@dataclass
class Item:
    """An open invoice of one customer, with what is left of it after the receipts before."""

    pk: int
    open_amount: Decimal
    due_date: dt.date
    date: dt.date
    number: str
    invoice_no: str = ""
    disputed: bool = False


def choose(amount: Decimal, items: Sequence[Item], named: set[int], most: int) -> tuple[str, list]:
    """``(evidence, [(item, amount)])``: the invoices the purpose names, the one of exactly this amount, the one
    combination of up to ``most`` that gives it, else the oldest first.

    Several equal candidates are no match: then nothing is proposed and the money stays free (facts/money.md, section 4).
    """
    payable = [item for item in items if item.open_amount > ZERO]
    if not payable:
        return Evidence.FREE, []
    told = [item for item in payable if item.pk in named]
    if told:
        return Evidence.NAMED, propose(amount, told)
    exact = [item for item in payable if item.open_amount == amount]
    if len(exact) == 1:
        return Evidence.EXACT, [(exact[0], amount)]
    if exact:
        return Evidence.EQUAL, []
    found = combinations(amount, payable, most)
    if len(found) == 1:
        return Evidence.SUM, [(item, item.open_amount) for item in found[0]]
    if found:
        return Evidence.EQUAL, []
    return Evidence.OLDEST, propose(amount, payable)


def combinations(amount: Decimal, items: Sequence[Item], most: int) -> list[list[Item]]:
    """The combinations of at least two items that give the amount: up to ``most`` of them, or the oldest in a row, or all.

    At most two are returned: two are as good as none.
    """
    fitting = [item for item in items if item.open_amount < amount]
    if sum((item.open_amount for item in fitting), ZERO) < amount or len(fitting) > MOST_SUMMED:
        return []
    found: dict[frozenset, list[Item]] = {}
    oldest = sorted(items, key=lambda item: (item.due_date, item.date, item.pk))
    for number, total in enumerate(accumulate(item.open_amount for item in oldest), 1):
        if total == amount and number > 1:
            found[frozenset(item.pk for item in oldest[:number])] = oldest[:number]
    for size in range(2, most + 1):
        _search(amount, fitting, size, [], 0, found)
    return list(found.values())[:2]


def _search(rest: Decimal, items: list[Item], size: int, chosen: list[Item], start: int, found: dict) -> None:
    """Of the items from ``start`` on so many that give ``rest``; the last two by looking the amount up."""
    if len(found) > 1:
        return
    if size == 2:
        seen: dict[Decimal, list[Item]] = {}
        for item in items[start:]:
            for other in seen.get(rest - item.open_amount, ()):
                both = [*chosen, other, item]
                found[frozenset(each.pk for each in both)] = both
                if len(found) > 1:
                    return
            seen.setdefault(item.open_amount, []).append(item)
        return
    for place in range(start, len(items) - size + 1):
        item = items[place]
        if item.open_amount < rest:
            _search(rest - item.open_amount, items, size - 1, [*chosen, item], place + 1, found)
