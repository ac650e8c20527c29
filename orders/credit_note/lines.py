"""What a credit note (红字发票) takes back: whole lines and quantities at their price, by its reason (facts: money.md §2).

1 invoiced in error: the whole invoice, and only the whole. 2 goods returned, 3 service ended: quantities, the price is
kept. 4 price allowance: an amount of a line, without quantity and price. Never more of a line than is left of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from orders.account.posting import checked_amount
from orders.invoice.amounts import Position
from orders.invoice.models import Invoice, InvoiceLine
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents, split_tax

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Reason = Invoice.RedReason
NONE = Decimal(0)


@dataclass(frozen=True)
class Left:
    """A billed line with what credit notes, drafts included, have left of it."""

    line: InvoiceLine
    quantity: Decimal
    amount: Decimal
    net: Decimal
    tax: Decimal

    def taking(self, quantity: Decimal, amount: Decimal) -> Position:
        """The negative line over ``quantity`` at its own price; without a quantity it is an allowance."""
        is_rest = amount == self.amount
        net, tax = (self.net, self.tax) if is_rest else split_tax(amount, self.line.tax_rate)
        return Position(
            self.line.name,
            -amount,
            -net,
            -tax,
            self.line.tax_rate,
            -quantity,
            self.line.price if quantity else ZERO,
            self.line.product,
            self.line.spec,
            self.line.unit,
            corrects=self.line,
        )

    def whole(self) -> Position:
        return self.taking(self.quantity, self.amount)

    def returning(self, quantity: Decimal) -> Position:
        """5 × 158 returned: −5 at 158. Where an allowance was given before, no more than what it left."""
        if not NONE < quantity <= self.quantity:
            raise BusinessError(
                _("%(line)s: between 0 and %(left)s can be taken back.")
                % {"line": self.line, "left": f"{self.quantity.normalize():f}"}
            )
        amount = cents(quantity * self.line.price)
        return self.taking(quantity, self.amount if quantity == self.quantity else min(amount, self.amount))

    def allowing(self, amount: Decimal) -> Position:
        amount = checked_amount(amount)
        if amount > self.amount:
            raise BusinessError(
                _("%(line)s: at most %(left)s can still be credited.")
                % {"line": self.line, "left": f"{self.amount:,.2f}"}
            )
        return self.taking(NONE, amount)


def left_of(invoice: Invoice) -> list:
    """``[Left]`` of the lines of which something is left, in their order."""
    taken = (
        InvoiceLine.objects.filter(corrects__invoice=invoice)
        .exclude(invoice__status=Invoice.Status.CANCELLED)
        .order_by()
        .values_list("corrects")
        .annotate(quantity=Sum("quantity"), amount=Sum("amount"), net=Sum("net"), tax=Sum("tax"))
    )
    sums = {pk: figures for pk, *figures in taken}
    found = []
    for line in invoice.lines.select_related("product"):
        quantity, amount, net, tax = sums.get(line.pk, (NONE, ZERO, ZERO, ZERO))
        left = Left(line, line.quantity + quantity, line.amount + amount, line.net + net, line.tax + tax)
        if left.amount > ZERO:
            found.append(left)
    return found


def credit_positions(
    original: Invoice, reason: str, already: Decimal, lines: Any = None, amount: Decimal | None = None
) -> list[Position]:
    """The lines of a credit note. ``already`` is what earlier ones took off, in yuan.

    ``lines`` is ``{line pk: quantity}``, for an allowance ``{line pk: amount}``; without them everything left. Only an
    opening balance, whose lines the old books kept, is credited by an ``amount`` alone.
    """
    if reason == Reason.WRONG:
        return _all_of_it(original, already, lines, amount)
    if original.source == Invoice.Source.OPENING:
        return _of_the_sum(original, already, amount)
    left = {each.line.pk: each for each in left_of(original)}
    if reason == Reason.ALLOWANCE:
        if lines is None and amount is not None and len(left) == 1:
            lines = dict.fromkeys(left, amount)
        return _chosen(left, lines, Left.allowing)
    if amount is not None:
        raise BusinessError(_("Say which lines and quantities come back; the price stays what it was."))
    if lines is None:
        return [each.whole() for each in left.values()]
    return _chosen(left, lines, Left.returning)


def _chosen(left: dict, lines: dict, take: Callable) -> list:
    if not lines:
        raise BusinessError(_("Name at least one line."))
    if not set(lines) <= set(left):
        raise BusinessError(_("A line is not one of this invoice, or nothing is left of it."))
    return [take(left[pk], lines[pk]) for pk in left if pk in lines]


def _all_of_it(original: Invoice, already: Decimal, lines: dict | None, amount: Decimal | None) -> list[Position]:
    if already or lines is not None or (amount is not None and amount != original.amount):
        raise BusinessError(
            _("Invoiced in error takes back the whole invoice, and only one of which nothing was credited before.")
        )
    return [each.whole() for each in left_of(original)] or _of_the_sum(original, already, None)


def _of_the_sum(original: Invoice, already: Decimal, amount: Decimal | None) -> list:
    rest = original.amount - already
    amount = rest if amount is None else checked_amount(amount)
    line = original.lines.first()
    rate = line.tax_rate if line else ZERO
    is_whole = amount == original.amount
    net, tax = (original.net, original.tax) if is_whole else split_tax(amount, rate) if line else (amount, ZERO)
    return [
        Position(
            original.invoice_no or original.number,
            -amount,
            -net,
            -tax,
            rate,
            Decimal(-1) if is_whole else NONE,
            amount if is_whole else ZERO,
            corrects=line,
        )
    ]
