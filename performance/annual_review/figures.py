"""The five indicators of a year, each by the one function that finds it everywhere (KPI-13, 004 §5.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from orders.bad_debt.indicator import bad_debt_ratio, loss_ratio
from orders.indicator.figures import receivable_ratio
from orders.indicator.states import Band
from orders.warning_line.models import LineAlert
from orders.warning_line.states import LineState
from performance.annual_review.states import Indicator
from performance.collection.result import completion, is_met, totals
from salesmgmt.core.calendar import at
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from performance.annual_review.models import AnnualReviewLine

NAMED = 20


@dataclass(frozen=True)
class Found:
    indicator: Indicator
    is_met: bool
    limit: Decimal
    value: Decimal | None
    amount: Decimal | None = None
    base: Decimal | None = None
    detail: str = ""


def all_met(found: Iterable[Found]) -> bool:
    """KPI-13 (004 §5.4): all five; one that fails, and the year has not been fulfilled."""
    rows = list(found)
    return len(rows) == len(Indicator) and all(row.is_met for row in rows)


def eyes() -> User:
    """Somebody who sees the whole company: the check is of all customers, whoever starts it."""
    person = User.objects.with_role(Role.GM).order_by("pk").first()
    if person is None:
        raise BusinessError(_("Nobody holds the role of general manager."))
    return person


def indicators(year: int) -> list[Found]:
    """In the order of the source: 5.4.1 to 5.4.5."""
    user = eyes()
    return [_collection(user, year), _receivable(user, year), _loss(user, year), _bad_debt(user, year), _line(year)]


def _collection(user: User, year: int) -> Found:
    """004 §5.4.1: 100 % of the annual collection task; without a quota nothing can be fulfilled."""
    collected, quota = totals(user, year)
    return Found(
        Indicator.COLLECTION,
        is_met(collected, quota),
        Decimal(1),
        completion(collected, quota),
        collected,
        quota,
    )


def _receivable(user: User, year: int) -> Found:
    """004 §5.4.2: 10 to 15 % of the goods dispatched; above the maximum it fails (REC-08)."""
    months = receivable_ratio(user, year)
    limit = policy().receivable_ratio_maximum / 100
    if not months:
        return Found(Indicator.RECEIVABLE, False, limit, None)
    last = months[-1]
    met = last.band is not None and last.band != Band.EXCEEDED
    return Found(Indicator.RECEIVABLE, met, limit, last.share, last.outstanding, last.dispatched)


def _loss(user: User, year: int) -> Found:
    """004 §5.4.3 (REC-09)."""
    row = loss_ratio(user, year)
    return Found(Indicator.LOSS, row.is_met, row.limit / 1000, row.ratio, row.amount, row.dispatched)


def _bad_debt(user: User, year: int) -> Found:
    """004 §5.4.4 (REC-10)."""
    row = bad_debt_ratio(user, year)
    return Found(Indicator.BAD_DEBT, row.is_met, row.limit / 1000, row.ratio, row.amount, row.dispatched)


def _line(year: int) -> Found:
    """004 §5.4.5: no customer above his warning line at the end of the year, in the running year now (SUP-07)."""
    rows = above_line(year)
    names = "、".join(str(alert.customer) for alert in rows[:NAMED])
    return Found(Indicator.WARNING_LINE, not rows, Decimal(0), Decimal(len(rows)), detail=names)


def above_line(year: int) -> list[LineAlert]:
    end = at(dt.date(year + 1, 1, 1))
    then = LineAlert.objects.filter(state=LineState.OVER, raised_at__lt=end)
    rows = then.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=end))
    return list(rows.select_related("customer").order_by("customer__name", "pk"))


def measure(line: AnnualReviewLine, value: Decimal) -> str:
    """A share in the unit of its limit: 103.25 %, 4.2 ‰, 3 customers."""
    if line.is_count:
        return f"{value:.0f}"
    if line.is_per_mille:
        return f"{value * 1000:.2f} ‰"
    return f"{value * 100:.2f} %"
