"""The day from which stock is kept: what the documents say is taken over, what lies there besides is stated."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.opening_stock.documents import IN_STORE, by_documents, kept_for_orders
from orders.opening_stock.models import OpeningStock
from orders.opening_stock.permissions import can_state_opening
from orders.stock.models import StockKeeping
from orders.stock.posting import hold_keeping, keeps_stock, locked_balances, write
from orders.stock.rules import Move, moved
from orders.stock.states import MovementKind, StockState
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from orders.stock.models import StockBalance
    from pricing.product.models import Product
    from salesmgmt.core.models import User

BATCH = 2000


def begin_keeping(user: User) -> None:
    """From now on every movement is booked. What is under way comes from the documents as they stand, so that a company
    that has worked here for years begins with what it has. Nothing where stock is kept already.

    Nobody books meanwhile: the acts under way are waited for, and those that come wait.
    """
    if keeps_stock() or hold_keeping(alone=True):
        return
    keeping = StockKeeping.objects.create(pk=1, begun_by=user, begun_at=timezone.now())
    moves = _taken_over()
    balances = locked_balances(move.product for move in moves)
    moved(balances, moves, {})
    write(moves, balances, kind=MovementKind.TAKEN_OVER, document=keeping, user=user)


def _taken_over() -> list[Move]:
    found = by_documents()
    kept: dict = defaultdict(Decimal)
    moves = []
    for line, quantity in kept_for_orders():
        kept[line.product_id] += quantity
        moves.append(Move(line.product_id, quantity, "", StockState.BOUND, line.pk))
    for product, states in found.items():
        figures = {state: states[state] for state in StockState.values}
        figures[StockState.FREE] = states[IN_STORE] - states[StockState.RESERVED] - kept[product]
        moves += [Move(product, quantity, "", state) for state, quantity in figures.items() if quantity > 0]
    return moves


def opening_problem(quantity: Decimal, balance: StockBalance) -> str:
    """Why so much cannot lie there: "" where it can. What is for orders and on delivery notes is there by its documents."""
    needed = balance.bound + balance.reserved
    if quantity >= needed:
        return ""
    return _("by the documents %(needed)s lie there for orders and on delivery notes: bring these in order first") % {
        "needed": plain(needed)
    }


def write_openings(values: list, balances: dict, user: User) -> list[OpeningStock]:
    """The statements ``[(product pk, quantity, remark)]`` and their movements, on locked balances."""
    rows = [
        OpeningStock(product_id=pk, quantity=quantity, book=balances[pk].in_store, remark=remark, created_by=user)
        for pk, quantity, remark in values
    ]
    OpeningStock.objects.bulk_create(rows, batch_size=BATCH)
    moves = [
        Move(row.product_id, abs(difference), *(("", StockState.FREE) if difference > 0 else (StockState.FREE, "")))
        for row in rows
        if (difference := row.quantity - row.book)
    ]
    moved(balances, moves, {})
    write(moves, balances, kind=MovementKind.OPENING, documents={row.product_id: row for row in rows}, user=user)
    return rows


@transaction.atomic
def state_opening(user: User, product: Product, quantity: Decimal, remark: str = "") -> OpeningStock:
    """What lies in the store of a product, once; the first statement begins the keeping of stock. Later figures are counts."""
    require(can_state_opening(user))
    if quantity < 0:
        raise BusinessError(_("A count is not negative."))
    begin_keeping(user)
    balances = locked_balances([product.pk])
    if OpeningStock.objects.filter(product=product.pk).exists():
        raise BusinessError(
            _("The opening stock of %(product)s is stated already. Enter a count.") % {"product": product}
        )
    problem = opening_problem(quantity, balances[product.pk])
    if problem:
        raise BusinessError(f"{product}: {problem}")
    (row,) = write_openings([(product.pk, quantity, remark)], balances, user)
    audit.record(row, user, gettext_noop("Stock stated"), comment=plain(quantity))
    return row
