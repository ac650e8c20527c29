"""The figures of invoice lines: net and tax per line that add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO, cents, split_tax

if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Position:
    """One line to be billed. ``amount`` is tax-inclusive; net + tax is always the amount."""

    name: str
    amount: Decimal
    net: Decimal
    tax: Decimal
    tax_rate: Decimal = ZERO
    quantity: Decimal = Decimal(1)
    price: Decimal = ZERO
    product: object = None
    spec: str = ""
    unit: str = ""
    delivery_line: Any = None
    corrects: object = None


def position(name: str, quantity: Any, price: Decimal, tax_rate: Any, *, amount: Any = None, **more: Any) -> Position:
    """100 × 50 at 13 %: 5,000.00, of which 4,424.78 net and 575.22 tax (REC-13).

    ``amount`` where the last part of a quantity takes what is left of the whole, to the cent.
    """
    amount = cents(Decimal(quantity) * Decimal(price)) if amount is None else amount
    net, tax = split_tax(amount, tax_rate)
    return Position(name, amount, net, tax, Decimal(tax_rate), Decimal(quantity), cents(price), **more)


def totals(positions: list[Position]) -> tuple:
    """(amount, net, tax) of a document: the sums of its lines, so that both add up."""
    return tuple(sum((getattr(line, name) for line in positions), ZERO) for name in ("amount", "net", "tax"))
