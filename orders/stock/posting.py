"""Booking movements of stock: under the lock of the product's balance, in the transaction of the act that causes them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import gettext as _

from orders.stock.models import StockBalance, StockKeeping, StockMovement
from orders.stock.rules import Move, moved
from orders.stock.states import StockState
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from orders.order.models import Order
    from orders.stock.states import MovementKind
    from salesmgmt.core.models import User

LOCK = "stock keeping"
NONE = Decimal(0)
BATCH = 2000


def keeps_stock() -> bool:
    """Has the company begun to keep its stock here? (docs/adr/stock-is-kept-from-a-day.md)"""
    return StockKeeping.objects.exists()


def hold_keeping(*, alone: bool = False) -> bool:
    """Is stock kept? Who begins it (``alone``) waits for the acts under way, and acts that come wait for him."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtext(%s))", [LOCK])
    return keeps_stock()


def locked_balances(products: Iterable[int]) -> dict:
    """``{product pk: StockBalance}``, made where missing, locked in the order of their pk."""
    pks = sorted(set(products))
    StockBalance.objects.bulk_create(
        [StockBalance(product_id=pk) for pk in pks], batch_size=BATCH, ignore_conflicts=True
    )
    rows = StockBalance.objects.select_for_update(of=("self",), no_key=True).select_related("product")
    return {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}


def lock_stock_of(order: Order) -> None:
    """All balances of an order at once, in the order of their pk, for an act that books them one after the other."""
    if hold_keeping():
        locked_balances(order.lines.values_list("product", flat=True))


def in_store_for(order_lines: Iterable[int]) -> dict:
    """``{order line pk: quantity}`` that lies in the store for it and is on no delivery note."""
    rows = StockMovement.objects.filter(order_line__in=set(order_lines))
    return dict(rows.net_of(StockState.BOUND, "order_line").values_list("order_line", "net"))


def post(
    moves: Iterable[Move],
    *,
    kind: MovementKind,
    document: Any,
    user: User | None,
    reference: str = "",
    comment: str = "",
) -> list[StockMovement]:
    """Book the moves of one act. Where no stock is kept nothing is booked.

    Raises BusinessError where goods would be taken that are not there, and then nothing of the act has happened.
    """
    wanted = [move for move in moves if move.quantity]
    if not wanted or not hold_keeping():
        return []
    balances = locked_balances(move.product for move in wanted)
    lines = {move.order_line for move in wanted if move.source == StockState.BOUND and move.order_line}
    known = in_store_for(lines) if lines else {}
    problems = moved(balances, wanted, {line: known.get(line, NONE) for line in lines})
    if problems:
        raise BusinessError(" ".join(problems))
    return write(wanted, balances, kind=kind, document=document, user=user, reference=reference, comment=comment)


def write(
    moves: list[Move],
    balances: dict,
    *,
    kind: MovementKind,
    user: User | None,
    document: Any = None,
    documents: dict | None = None,
    reference: str = "",
    comment: str = "",
) -> list[StockMovement]:
    """The rows of moves that were carried out on locked balances, by one ``document`` or by one for each product."""
    rows = []
    for move in moves:
        by = documents[move.product] if documents else document
        row = StockMovement(
            product_id=move.product,
            kind=kind,
            from_state=move.source,
            to_state=move.target,
            quantity=move.quantity,
            order_line_id=move.order_line,
            content_type=ContentType.objects.get_for_model(type(by)),
            object_id=by.pk,
            reference=(reference or str(by))[:80],
            comment=comment[:200],
            by=user,
        )
        rows.append(row)
    touched = sorted({state for move in moves for state in (move.source, move.target)} - {""})
    if not rows:
        return rows
    StockMovement.objects.bulk_create(rows, batch_size=BATCH)
    StockBalance.objects.bulk_update(balances.values(), touched, batch_size=BATCH)
    return rows


def require_kept() -> None:
    if not hold_keeping():
        raise BusinessError(_("Stock is not kept here yet: enter or import the opening stock first."))
