"""What production and quality do to stock: made, passed, failed, reworked. The customer's own goods in repair are no stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.production.states import ProductionKind
from orders.stock.posting import post
from orders.stock.rules import Move
from orders.stock.states import MovementKind, StockState

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.inspection.models import Inspection
    from orders.production.models import Production
    from orders.stock.posting import StockMovement
    from salesmgmt.core.models import User


def _move(production: Production, quantity: Decimal, source: str, target: str) -> list[Move]:
    if production.kind == ProductionKind.REPAIR:
        return []
    line = production.order_line
    return [Move(line.product_id, quantity, source, target, line.pk)]


def made(production: Production, *, user: User, quantity: Decimal) -> list[StockMovement]:
    """Production reported so much more as finished (PRD-07)."""
    moves = _move(production, quantity, "", StockState.MADE)
    return post(moves, kind=MovementKind.MADE, document=production, user=user)


def reworked(production: Production, *, user: User, quantity: Decimal) -> list[StockMovement]:
    """What failed was reworked and waits for its inspection again."""
    moves = _move(production, quantity, StockState.REWORK, StockState.MADE)
    return post(moves, kind=MovementKind.REWORKED, document=production, user=user)


def inspected(inspection: Inspection, *, user: User) -> None:
    """What passed may be taken in, what failed goes to rework (QC-02)."""
    failed = inspection.quantity - inspection.quantity_passed
    for quantity, target, kind in (
        (inspection.quantity_passed, StockState.PASSED, MovementKind.PASSED),
        (failed, StockState.REWORK, MovementKind.FAILED),
    ):
        moves = _move(inspection.production, quantity, StockState.MADE, target)
        post(moves, kind=kind, document=inspection, user=user)


def not_reworked(inspection: Inspection, *, user: User) -> None:
    """A failed inspection was closed without rework: what failed is no goods of ours any more, unless it was offered again."""
    if inspection.production.inspections.filter(pk__gt=inspection.pk).exists():
        return
    moves = _move(inspection.production, inspection.quantity - inspection.quantity_passed, StockState.REWORK, "")
    post(moves, kind=MovementKind.SCRAPPED, document=inspection, user=user, comment=inspection.corrective_action)
