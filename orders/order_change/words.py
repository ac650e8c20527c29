"""An order change in words: what each line was, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.order_change.models import OrderChangeLine
from orders.order_change.rules import CHANGING, new_values
from orders.supply.words import pieces, yuan

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from orders.order_change.models import OrderChange


def differences_of(change: OrderChange, lines: list[OrderChangeLine], *, prices: bool) -> list:
    """``[(product, [(label, before, after)])]``; a price only for those who see prices. Once executed, what stood in
    the order before is read from the change."""
    labels = {field.name: field.verbose_name for field in OrderChangeLine._meta.concrete_fields}
    found: list[tuple] = []
    for line in lines:
        product = line.order_line.product if line.order_line else line.product
        if change.is_cancellation:
            found.append((product, [(_("Cancellation"), pieces(line.order_line.quantity), "0")]))
            continue
        rows: list[tuple] = []
        for name, value in entered(change, line).items():
            if name != "price" or prices:
                rows.append((labels[name], _before(line, name), _text(name, value)))
        found.append((product, rows))
    return found


def entered(change: OrderChange, line: OrderChangeLine) -> dict:
    """What the line alters; after the execution the order already has the new values."""
    if change.executed_at is None:
        return new_values(line)
    names = line.before if line.order_line_id else CHANGING
    return {name: getattr(line, name) for name in names if getattr(line, name) not in (None, "")}


def _before(line: OrderChangeLine, name: str) -> str:
    if line.order_line is None:
        return "—"
    if name in line.before:
        return _plain(name, line.before[name])
    return _text(name, getattr(line.order_line, name))


def _plain(name: str, text: str) -> Any:
    """A stored value: quantities without needless zeros."""
    return text.rstrip("0").rstrip(".") if name == "quantity" and "." in text else text or "—"


def _text(name: str, value: Decimal) -> str:
    if value in (None, ""):
        return "—"
    if name == "quantity":
        return pieces(value)
    return yuan(value) if name == "price" else str(value)
