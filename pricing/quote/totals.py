"""Amounts of a quote: lines, sums, tax. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from salesmgmt.core.money import ZERO, cents, split_tax


@dataclass(frozen=True)
class Totals:
    gross: Decimal
    net: Decimal
    tax: Decimal


def line_amount(price, quantity):
    """Unit price times quantity, rounded once; a line without price counts nothing yet."""
    return ZERO if price is None else cents(price * quantity)


def totals(lines):
    """The sums over ``[(amount, tax rate)]``. Tax is split line by line, so that net + tax = gross in every line and
    in total."""
    gross = net = tax = ZERO
    for amount, rate in lines:
        line_net, line_tax = split_tax(amount, rate)
        gross, net, tax = gross + amount, net + line_net, tax + line_tax
    return Totals(gross, net, tax)


def by_rate(lines) -> list:
    """``[(tax rate, Totals)]`` by rate, for the tax table of the print."""
    rates = sorted({rate for _amount, rate in lines}, reverse=True)
    return [(rate, totals([line for line in lines if line[1] == rate])) for rate in rates]
