"""Debit and credit of each kind of movement: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orders.account.states import LedgerEntryKind as Kind
from orders.journal.states import Subject
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True)
class Posting:
    """One line: an amount of one side, in yuan; negative is red."""

    subject: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO


# Who stands against accounts receivable where money moves, by the kind of the movement.
AGAINST = {
    Kind.PAYMENT: Subject.BANK,
    Kind.REVERSAL: Subject.BANK,
    Kind.REFUND: Subject.BANK,
    Kind.WRITE_OFF: Subject.BAD_DEBT,
    Kind.RECOVERY: Subject.BAD_DEBT,
}


def postings(kind: str, amount: Decimal, net: Decimal = ZERO, tax: Decimal = ZERO) -> list[Posting]:
    """The lines of a movement of ``amount`` (positive: the customer owes more); debit and credit agree to the cent.

    An invoice: receivable against revenue and tax; its red letter the same with negative amounts. A payment: bank against
    receivable; its reversal the same in red. A refund: receivable against bank. A write-off: bad debts against receivable,
    its recovery in red. [] for a kind that has no entry here.
    """
    if kind in (Kind.INVOICE, Kind.CREDIT):
        lines = [Posting(Subject.RECEIVABLE, debit=amount), Posting(Subject.REVENUE, credit=net)]
        return [*lines, Posting(Subject.TAX, credit=tax)] if tax else lines
    if kind == Kind.REFUND:
        return [Posting(Subject.RECEIVABLE, debit=amount), Posting(Subject.BANK, credit=amount)]
    if kind in AGAINST:
        return [Posting(AGAINST[Kind(kind)], debit=-amount), Posting(Subject.RECEIVABLE, credit=-amount)]
    return []


def balances(lines: list[Posting]) -> bool:
    return sum((line.debit for line in lines), ZERO) == sum((line.credit for line in lines), ZERO)
