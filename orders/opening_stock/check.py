"""Recomputing the stock: every balance from its movements, and from the documents that caused them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from orders.opening_stock.documents import IN_STORE, by_documents
from orders.stock.models import StockBalance, StockMovement
from orders.stock.posting import keeps_stock
from orders.stock.states import StockState

if TYPE_CHECKING:
    from collections.abc import Iterator

ZERO = Decimal(0)
# Of these each document says its own; free, for orders and on notes are in the store together.
SAID_BY_DOCUMENTS = (
    StockState.MADE,
    StockState.REWORK,
    StockState.PASSED,
    StockState.RESERVED,
    StockState.RETURNED,
    IN_STORE,
)


@dataclass(frozen=True)
class Difference:
    check: str
    product: str
    state: str
    stored: Decimal
    computed: Decimal


def differences() -> list[Difference]:
    """Where balance, movements and documents do not agree; nothing where all is right, or no stock is kept."""
    if not keeps_stock():
        return []
    balances = {row.pk: row for row in StockBalance.objects.select_related("product")}
    return [*_from_movements(balances), *_from_lines(balances), *_from_documents(balances)]


def _from_movements(balances: dict) -> Iterator[Difference]:
    sums: dict = {}
    for field, sign in (("to_state", 1), ("from_state", -1)):
        rows = StockMovement.objects.exclude(**{field: ""}).order_by().values_list("product", field)
        for product, state, total in rows.annotate(total=Sum("quantity")):
            sums[product, state] = sums.get((product, state), ZERO) + sign * total
    for pk, balance in balances.items():
        for state in StockState.values:
            stored, computed = getattr(balance, state), sums.get((pk, state), ZERO)
            if stored != computed:
                yield Difference("movements", str(balance.product), state, stored, computed)


def _from_lines(balances: dict) -> Iterator[Difference]:
    """What lies there for orders is the sum over their lines, and of none of them negative."""
    rows = StockMovement.objects.filter(order_line__isnull=False)
    sums: dict = {}
    for product, _line, net in rows.net_of(StockState.BOUND, "product", "order_line").values_list(
        "product", "order_line", "net"
    ):
        sums[product] = sums.get(product, ZERO) + net
        if net < 0:
            yield Difference("order lines", str(balances[product].product), StockState.BOUND, net, ZERO)
    for pk, balance in balances.items():
        if balance.bound != sums.get(pk, ZERO):
            yield Difference("order lines", str(balance.product), StockState.BOUND, balance.bound, sums.get(pk, ZERO))


def _from_documents(balances: dict) -> Iterator[Difference]:
    found = by_documents()
    for pk in sorted(set(balances) | set(found)):
        balance = balances.get(pk)
        for state in SAID_BY_DOCUMENTS:
            stored = getattr(balance, state) if balance is not None else ZERO
            computed = found[pk][state] if pk in found else ZERO
            if stored != computed:
                yield Difference("documents", str(balance.product if balance else pk), state, stored, computed)
