"""Confirmed collection against the annual quota, per representative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from performance.metric import service
from performance.metric.by_person import COLLECTED_SUMS
from performance.metric.permissions import people_seen
from performance.quota.models import Quota
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from performance.metric.membership import Days
    from performance.quota.querysets import QuotaQuerySet

AMOUNT = "collection_amount"


def completion(collected: Decimal, quota: Decimal | None) -> Decimal | None:
    """Collected by quota as a ratio; None without a quota. 1,000,000 of 1,000,000 is 1 (PLN-05, 004 §5.4.1)."""
    return collected / quota if quota else None


def is_met(collected: Decimal, quota: Decimal) -> bool:
    """100 % of the annual task: 999,999.99 of 1,000,000 is not met (PLN-05)."""
    return bool(quota) and collected >= quota


@dataclass(frozen=True)
class Result:
    rep: User
    collected: Decimal
    quota: Decimal | None
    days: Days | None = None  # of a part of the year

    @property
    def ratio(self) -> Decimal:
        return completion(self.collected, self.quota)

    @property
    def is_met(self) -> bool:
        return is_met(self.collected, self.quota)

    @property
    def gap(self) -> Decimal:
        return max(self.quota - self.collected, ZERO) if self.quota else None


def results(user: User, year: int) -> list:
    """A Result per rep this person may see, the largest quota first, in a fixed number of queries.

    A payment counts for whoever was in charge of the customer on the day it was received, as everywhere in performance
    (metric "collections", commission); reversals count back.
    """
    collected, quotas = collected_between(user, *_days(year)), dict(_quotas(user, year).values_list("rep", AMOUNT))
    reps = User.objects.filter(pk__in={*collected, *quotas}).select_related("unit")
    found = [Result(rep, collected.get(rep.pk, ZERO), quotas.get(rep.pk)) for rep in reps]
    return sorted(found, key=lambda each: (-(each.quota or ZERO), -each.collected, each.rep.username))


def collected_between(user: User, first: dt.date, last: dt.date) -> dict:
    """``{rep's pk: collected}`` of a period, of those whose figures this person reads."""
    return {pk: amount for pk, amount in service.collected(first, last, people_seen(user)).items() if pk}


def collected_by_month(year: int, reps: Collection | None = None) -> dict:
    """``{rep's pk: [twelve amounts]}``: what each collected in the months of a year, counted as results() does; of
    ``reps`` alone, where they are named."""
    found: dict = {}
    for (pk, month), (_number, amount) in COLLECTED_SUMS.by_month(*_days(year), reps).items():
        if pk:
            found.setdefault(pk, [ZERO] * 12)[month.month - 1] = amount
    return found


def totals(user: User, year: int) -> tuple:
    """``(collected, quota)`` of all whom results() names, on everybody's home page."""
    _number, collected = COLLECTED_SUMS.whole(*_days(year), people_seen(user))
    return collected, _quotas(user, year).aggregate(sum=Sum(AMOUNT))["sum"] or ZERO


def _quotas(user: User, year: int) -> QuotaQuerySet:
    return Quota.objects.visible_to(user).in_force(year).order_by()


def _days(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
