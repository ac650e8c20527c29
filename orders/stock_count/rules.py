"""Where the difference of a count is posted: a pure rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.stock.rules import Move
from orders.stock.states import StockState

if TYPE_CHECKING:
    from decimal import Decimal


def difference_moves(product: int, difference: Decimal, free: Decimal, lines: list) -> tuple[list[Move], Decimal]:
    """The moves of a difference, and what of it nothing could be taken from.

    What was found too much is free. What is missing is taken from free stock first, then from what lies there for orders,
    the latest order line first; what stands on an issued delivery note is promised and stays. ``lines`` are
    ``[(order line pk, in store for it)]``.
    """
    if difference > 0:
        return [Move(product, difference, "", StockState.FREE)], difference - difference
    left, moves = -difference, []
    for line, quantity in [(None, free), *sorted(lines, reverse=True)]:
        part = min(left, quantity)
        if part > 0:
            source = StockState.FREE if line is None else StockState.BOUND
            moves.append(Move(product, part, source, "", line))
            left -= part
    return moves, left
