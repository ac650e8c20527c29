"""What a penalty amounts to, and what of it may be taken from a month's pay: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.penalty.states import PenaltyKind
from salesmgmt.core.money import cents

if TYPE_CHECKING:
    from decimal import Decimal


def rate_of(kind: str, concealed_percent: Decimal, poor_control_percent: Decimal | None) -> Decimal | None:
    """The per cents of a kind; None where the source is cut off and nobody has set one (SET-21, SET-22)."""
    return concealed_percent if kind == PenaltyKind.CONCEALMENT else poor_control_percent


def proposed_for_concealment(direct_loss: Decimal, percent: Decimal) -> Decimal:
    """PAY-06 (004 §8.2.1): 80 % of the direct economic loss; 100,000 gives 80,000.00."""
    return cents(direct_loss * percent / 100)


def proposed_for_poor_control(direct_loss: Decimal, percent: Decimal | None) -> Decimal | None:
    """PAY-07 (004 §8.2.2): the source is cut off; without SET-22 nothing is computed, the amount is entered by hand."""
    return None if percent is None else cents(direct_loss * percent / 100)


def most_of_pay(pay: Decimal, percent: Decimal) -> Decimal:
    """What may be taken from the pay of one month (工资支付暂行规定 art. 16)."""
    return cents(pay * percent / 100)
