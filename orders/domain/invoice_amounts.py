"""The figures of invoice lines: net and tax per line that add up, and the negative lines of a credit note."""

from dataclasses import dataclass, replace
from decimal import Decimal

from salesmgmt.core.money import ZERO, cents, split_tax


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


def position(name, quantity, price, tax_rate, **more):
    """100 × 50 at 13 %: 5,000.00, of which 4,424.78 net and 575.22 tax (REC-13)."""
    amount = cents(Decimal(quantity) * Decimal(price))
    net, tax = split_tax(amount, tax_rate)
    return Position(name, amount, net, tax, Decimal(tax_rate), Decimal(quantity), cents(price), **more)


def totals(positions):
    """(amount, net, tax) of a document: the sums of its lines, so that both add up."""
    return tuple(sum((getattr(line, name) for line in positions), ZERO) for name in ("amount", "net", "tax"))


def spread(amount, positions):
    """The negative lines of a credit note over ``amount``, in proportion to the original's lines.

    The last line takes the rest, so that the sum is exact; every line keeps its tax rate.
    """
    whole = sum((line.amount for line in positions), ZERO)
    found, left = [], amount
    for number, line in enumerate(positions, start=1):
        share = left if number == len(positions) else cents(amount * line.amount / whole)
        left -= share
        if share == ZERO:
            continue
        net, tax = split_tax(share, line.tax_rate)
        quantity = -line.quantity if share == line.amount else Decimal(-1)
        price = line.price if share == line.amount else share
        found.append(replace(line, amount=-share, net=-net, tax=-tax, quantity=quantity, price=price))
    return found
