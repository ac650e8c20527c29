"""Confirmed collection against the annual quota, per representative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum

from orders.account.models import Account, LedgerEntry
from orders.receivables.collection import COLLECTED, collected
from performance.quota.models import Quota
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from performance.quota.querysets import QuotaQuerySet


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
    """A Result per rep this person may see, the largest quota first: two sums, whatever the number of payments.

    A payment counts for whoever is responsible for the customer now, on the day it was received; reversals count back.
    """
    rows = _entries(user, year).values_list("account__customer__owner").annotate(sum=-Sum("amount"))
    collected, quotas = dict(rows), dict(_quotas(user, year).values_list("rep", "collection_amount"))
    reps = User.objects.filter(pk__in={pk for pk in (*collected, *quotas) if pk}).select_related("unit")
    found = [Result(rep, collected.get(rep.pk, ZERO), quotas.get(rep.pk)) for rep in reps]
    return sorted(found, key=lambda each: (-(each.quota or ZERO), -each.collected, each.rep.username))


def collected_between(user: User, first: dt.date, last: dt.date) -> dict:
    """``{rep's pk: collected}`` of a period as results() counts it, of the accounts this person sees: one sum."""
    rows = _between(user, first, last).values_list("account__customer__owner").annotate(sum=-Sum("amount"))
    return {pk: amount for pk, amount in rows if pk}


def collected_by_month(year: int, reps: Collection | None = None) -> dict:
    """``{rep's pk: [twelve amounts]}``: what each collected in the months of a year, counted as results() does; of
    ``reps`` alone, where they are named."""
    entries = LedgerEntry.objects.filter(COLLECTED, date__year=year).order_by()
    if reps is not None:
        entries = entries.filter(account__customer__owner__in=reps)
    rows = entries.values_list("account__customer__owner", "date__month").annotate(sum=-Sum("amount"))
    found: dict = {}
    for pk, month, amount in rows:
        if pk:
            found.setdefault(pk, [ZERO] * 12)[month - 1] = amount
    return found


def totals(user: User, year: int) -> tuple:
    """``(collected, quota)`` of all whom results() names: two sums, on everybody's home page."""
    found = _entries(user, year).filter(account__customer__owner__isnull=False)
    quotas = _quotas(user, year).aggregate(sum=Sum("collection_amount"))
    return collected(found), quotas["sum"] or ZERO


def _quotas(user: User, year: int) -> QuotaQuerySet:
    return Quota.objects.visible_to(user).in_force(year).order_by()


def _entries(user: User, year: int) -> QuerySet:
    """What was collected in the year, of the accounts this person sees."""
    return _between(user, dt.date(year, 1, 1), dt.date(year, 12, 31))


def _between(user: User, first: dt.date, last: dt.date) -> Any:
    entries, accounts = (
        LedgerEntry.objects.filter(COLLECTED, date__range=(first, last)).order_by(),
        Account.objects.visible_to(user),
    )
    return entries if accounts.is_whole else entries.filter(account__in=accounts)
