"""Amounts of a quote: lines, sums, tax. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pricing.quote.states import LineKind
from salesmgmt.core.money import ZERO, cents, split_tax

if TYPE_CHECKING:
    from pricing.quote.models import QuoteLine


@dataclass(frozen=True)
class Totals:
    gross: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Section:
    """Lines of one heading that follow each other, and the sum of those that count."""

    name: str
    lines: list[Any]
    amount: Decimal


def counted(lines: list) -> list[bool]:
    """Which of the lines, in their order, make up the offer: a firm line and an option or alternative that the customer
    took; an alternative that was taken stands instead of the line above it."""
    counts: list[bool] = []
    base = 0
    for place, line in enumerate(lines):
        counts.append(line.kind == LineKind.FIRM or line.taken)
        if line.kind != LineKind.ALTERNATIVE:
            base = place
        elif line.taken:
            counts[base] = False
    return counts


def bases(lines: list[QuoteLine]) -> dict[int, Any]:
    """``{place of an alternative: the line it would replace}``; None where there is no line above it."""
    found: dict[int, Any] = {}
    base = None
    for place, line in enumerate(lines):
        if line.kind == LineKind.ALTERNATIVE:
            found[place] = base
        else:
            base = line
    return found


def sections(lines: list) -> list[Section]:
    """The lines by the headings under which they stand, each with its subtotal; one without a name where none is used."""
    made = []
    for name, group in groupby(lines, key=lambda line: line.section):
        rows = list(group)
        made.append(Section(name, rows, sum((row.amount for row in rows if row.counted), ZERO)))
    return made


def line_amount(price: Decimal | None, quantity: Decimal) -> Decimal:
    """Unit price times quantity, rounded once; a line without price counts nothing yet."""
    return ZERO if price is None else cents(price * quantity)


def totals(lines: list) -> Totals:
    """The sums over ``[(amount, tax rate)]``. Tax is split line by line, so that net + tax = gross in every line and
    in total."""
    gross = net = tax = ZERO
    for amount, rate in lines:
        line_net, line_tax = split_tax(amount, rate)
        gross, net, tax = gross + amount, net + line_net, tax + line_tax
    return Totals(gross, net, tax)


def by_rate(lines: list) -> list:
    """``[(tax rate, Totals)]`` by rate, for the tax table of the print."""
    rates = sorted({rate for _amount, rate in lines}, reverse=True)
    return [(rate, totals([line for line in lines if line[1] == rate])) for rate in rates]
