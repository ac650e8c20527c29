"""What a movement may take, and what of an order can leave: pure rules, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.stock.states import StockState
from salesmgmt.core.money import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


@dataclass(frozen=True)
class Move:
    """So much of a product from one state to another; an empty state is outside."""

    product: int
    quantity: Decimal
    source: str
    target: str
    order_line: int | None = None


def moved(balances: dict, moves: Iterable[Move], in_store_of: dict) -> list[str]:
    """Carry the moves out on the balances and give what is missing, in words: nothing is taken that is not there (QC-02).

    ``balances`` is ``{product pk: balance}``; ``in_store_of`` what is in store for each order line that goods are taken
    from.
    """
    lines = dict(in_store_of)
    problems = []
    for move in moves:
        balance = balances[move.product]
        if move.source:
            problem = _shortage(balance, move, lines)
            if problem:
                problems.append(problem)
            setattr(balance, move.source, getattr(balance, move.source) - move.quantity)
        if move.target:
            setattr(balance, move.target, getattr(balance, move.target) + move.quantity)
        if move.source == StockState.BOUND and move.order_line in lines:
            lines[move.order_line] -= move.quantity
        if move.target == StockState.BOUND and move.order_line in lines:
            lines[move.order_line] += move.quantity
    return problems


def _shortage(balance: Any, move: Move, lines: dict) -> str:
    left = getattr(balance, move.source)
    if move.source == StockState.BOUND and move.order_line is not None:
        left = min(left, lines.get(move.order_line, left))
    if left >= move.quantity:
        return ""
    return _("%(product)s: %(wanted)s wanted, %(left)s “%(state)s” in stock.") % {
        "product": balance.product,
        "wanted": plain(move.quantity),
        "left": plain(max(left, Decimal(0))),
        "state": StockState(move.source).label,
    }


def excess(in_store: Decimal, ordered: Decimal, held: Decimal, *, ended: bool) -> Decimal:
    """What is in store for an order line and is no longer needed for it: all where the order has ended (ORD-09)."""
    needed = Decimal(0) if ended else max(ordered - held, Decimal(0))
    return max(in_store - needed, Decimal(0))


def to_make(planned: Decimal, from_stock: Decimal) -> Decimal:
    """What production makes of a plan line: what is not taken from stock (PRD-01)."""
    return max(planned - from_stock, Decimal(0))
