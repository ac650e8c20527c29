"""What a return does, before quality permits it and until it is credited: money by invoice, account, goods, who acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from customers.evaluation.standing import warning_line_on
from orders.return_order.models import ReturnOrder
from orders.return_order.rules import NONE
from orders.return_receipt.crediting import parts_of
from orders.return_receipt.models import ReturnCredit
from orders.return_receipt.outcome import credited_quantity
from orders.return_receipt.replacing import owed_of
from salesmgmt.core import calendar, registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import sees_prices

if TYPE_CHECKING:
    from salesmgmt.core.models import User

S = ReturnOrder.Status
SHOWN = (S.LIST_CONFIRMED, S.IN_TRANSIT_BACK, S.QUALITY_REVIEW, S.PERMITTED, S.DISCREPANCY, S.RECEIVED, S.REPLACING)


@dataclass
class Effect:
    """The rows of the card; amounts are None for who sees no prices."""

    parts: list = field(default_factory=list)
    owed: list = field(default_factory=list)
    credit: Decimal = ZERO
    less_billed: Decimal = ZERO
    outstanding: Decimal | None = None
    line: Decimal | None = None
    quantity: Decimal = NONE
    problem: str = ""
    shows_money: bool = True
    acts: list[Any] = field(default_factory=list)

    @property
    def outstanding_after(self) -> Decimal | None:
        return None if self.outstanding is None else self.outstanding - self.credit


def effect_of(ret: ReturnOrder, user: User) -> Effect | None:
    """The card of a return whose list is confirmed and which is not credited yet; None otherwise (RET-06, RET-08)."""
    if ret.status not in SHOWN:
        return None
    effect = Effect(shows_money=sees_prices(user))
    effect.quantity = sum((credited_quantity(line) for line in ret.lines.all()), NONE)
    try:
        effect.parts = parts_of(ret)
    except BusinessError as refusal:
        effect.problem = str(refusal)
    effect.owed = owed_of(ret)
    effect.acts = _acts(ret, credits_=bool(effect.parts or effect.problem), replaces=bool(effect.owed))
    effect.credit = _sum(effect.parts, ReturnCredit.Source.BILLED)
    effect.less_billed = _sum(effect.parts, ReturnCredit.Source.UNBILLED)
    if effect.shows_money:
        effect.outstanding = registry.fact("customer", "exposure", ret.customer).outstanding
        found = warning_line_on(ret.customer, calendar.today())
        effect.line = found.amount if found else None
    return effect


def _sum(parts: list, source: str) -> Decimal:
    return sum((part.amount for part in parts if part.source == source), ZERO)


def _acts(ret: ReturnOrder, *, credits_: bool, replaces: bool) -> list[str]:
    """Who must still act, in order."""
    steps = [
        (S.QUALITY_REVIEW, _("Quality permits or refuses")),
        (S.PERMITTED, _("The return store counts without the list")),
        (S.REPLACING, _("Quality decides what becomes of the goods")),
        *([(S.RECEIVED, _("Finance credits what was received"))] if credits_ else []),
        *([(S.REPLACING, _("The sales manager opens the replacement"))] if replaces else []),
    ]
    road = [*SHOWN]
    here = road.index(S(ret.status))
    found = [words for status, words in steps if road.index(status) >= here]
    return (
        [_("The difference of the count is resolved with the customer"), *found]
        if ret.status == S.DISCREPANCY
        else found
    )
