"""The annual indicators of what is lost and of what is doubtful or bad, against the goods dispatched in the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery, Sum

from orders.account.querysets import total
from orders.allocation.models import Allocation
from orders.bad_debt.models import DoubtfulReceivable
from orders.bad_debt.rules import keeps_within
from orders.indicator.figures import dispatched_in
from orders.indicator.rules import ratio
from orders.invoice.models import Invoice
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class YearRatio:
    """An amount against the goods dispatched in the year. ``limit`` is in per mille, ``ratio`` a share, not rounded;
    None while nothing was dispatched."""

    amount: Decimal
    dispatched: Decimal
    limit: Decimal

    @property
    def ratio(self) -> Decimal | None:
        return ratio(self.amount, self.dispatched)

    @property
    def per_mille(self) -> Decimal | None:
        return None if self.ratio is None else self.ratio * 1000

    @property
    def is_met(self) -> bool:
        return keeps_within(self.amount, self.dispatched, self.limit)


@dataclass(frozen=True)
class BadDebts(YearRatio):
    """``amount`` is made of what is doubtful still and of what was written off in the year."""

    doubtful: Decimal = ZERO
    written_off: Decimal = ZERO


def loss_ratio(user: User, year: int) -> YearRatio:
    """Losses of goods payment of the year against the goods dispatched, of what this person may see (REC-09).

    Lost is what was written off in the year, less what of it was recovered in the same year: money that comes in for a
    loss of an earlier year makes the losses of this one no smaller.
    """
    return YearRatio(lost_in(user, year), dispatched_in(user, year), policy().loss_per_mille)


def bad_debt_ratio(user: User, year: int, loss: YearRatio | None = None) -> BadDebts:
    """Doubtful and bad accounts against the goods dispatched, of what this person may see (REC-10).

    Doubtful: what is open of the receivables called doubtful at the end of the year, or today; bad: what was written off
    in the year. An indicator of its own beside the losses (CF-20); the two are never added. ``loss``: the losses of the
    year, where the asker has them already.
    """
    loss = loss or loss_ratio(user, year)
    doubtful = doubtful_at(user, _last(year))
    limit = policy().bad_debt_per_mille
    return BadDebts(doubtful + loss.amount, loss.dispatched, limit, doubtful=doubtful, written_off=loss.amount)


def lost_in(user: User, year: int) -> Decimal:
    """Written off in the year, less what of it came in again within the year: one query."""
    rows = Allocation.objects.filter(doubtful__ended_on__year=year, date__lte=dt.date(year, 12, 31))
    visible = DoubtfulReceivable.objects.visible_to(user)
    if not visible.is_whole:
        rows = rows.filter(doubtful__in=visible.order_by().values("pk"))
    return rows.order_by().aggregate(sum=Sum("amount"))["sum"] or ZERO


def doubtful_at(user: User, day: dt.date) -> Decimal:
    """What was open at the end of the day of the receivables that were doubtful then: one query."""
    rows = DoubtfulReceivable.objects.visible_to(user).doubtful_at(day).order_by()
    if day >= today():
        return rows.aggregate(sum=total(F("invoice__open_amount")))["sum"]
    open_then = Invoice.objects.bills_open_at(day).filter(pk=OuterRef("invoice")).values("open_then")
    return rows.annotate(then=Subquery(open_then)).aggregate(sum=Sum("then"))["sum"] or ZERO


def _last(year: int) -> dt.date:
    return min(dt.date(year, 12, 31), today())
