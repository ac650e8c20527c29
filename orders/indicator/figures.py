"""Goods dispatched and money outstanding, month by month of a year (REC-08)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Sum
from django.db.models.functions import Round, TruncMonth

from orders.account.models import Account, LedgerEntry
from orders.account.querysets import MONEY
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.indicator.rules import band, ratio
from orders.indicator.states import Band
from orders.payment.figures import held_on_days
from salesmgmt.core.calendar import SHANGHAI, add_months, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Month:
    """The year up to the end of one month, or up to today."""

    day: dt.date
    dispatched: Decimal
    outstanding: Decimal
    share: Decimal | None
    band: Band | None


def receivable_ratio(user: User, year: int) -> list[Month]:
    """The indicator of each month of the year that has begun, of what this person may see; the last one is today's or
    31 December's (REC-08).

    Dispatched: what left the house from 1 January on, at the prices of its orders, tax included, samples left out, returns
    not taken off (the text says 发出). Outstanding: as everywhere (orders.payment.figures), at the end of the month.
    """
    first = dt.date(year, 1, 1)
    ends = _ends(year)
    left = _dispatched(user, first, ends[-1]) if ends else {}
    accounts = Account.objects.visible_to(user)
    opening, booked = _ledger(accounts, first, ends)
    found, dispatched, balance = [], ZERO, opening
    held = held_on_days(accounts, ends)
    limits = policy()
    for end in ends:
        month = end.replace(day=1)
        dispatched += left.get(month, ZERO)
        balance += booked.get(month, ZERO)
        outstanding = balance + held.get(end, ZERO)
        share = ratio(outstanding, dispatched)
        here = band(share, limits.receivable_ratio_target, limits.receivable_ratio_maximum)
        found.append(Month(end, dispatched, outstanding, share, here))
    return found


def dispatched_in(user: User, year: int) -> Decimal:
    """What left the house in the year up to today, of what this person may see: the base of every annual indicator
    (REC-08)."""
    ends = _ends(year)
    return sum(_dispatched(user, dt.date(year, 1, 1), ends[-1]).values(), ZERO) if ends else ZERO


def _ends(year: int) -> list[dt.date]:
    """The last day of each month of the year that has begun; of the running one today."""
    ends = [add_months(dt.date(year, month, 1), 1) - dt.timedelta(days=1) for month in range(1, 13)]
    return [min(end, today()) for end in ends if end.replace(day=1) <= today()]


def _dispatched(user: User, first: dt.date, last: dt.date) -> dict[dt.date, Decimal]:
    """``{first of the month: value}``: one query."""
    begin = dt.datetime.combine(first, dt.time(), SHANGHAI)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), SHANGHAI)
    notes = DeliveryNote.objects.visible_to(user).dispatched().filter(departed_at__gte=begin, departed_at__lt=end)
    lines = DeliveryNoteLine.objects.filter(note__in=notes.order_by()).order_by()
    month = TruncMonth("note__departed_at", tzinfo=SHANGHAI)
    value = Round(F("quantity") * F("price"), precision=2, output_field=MONEY)
    rows = lines.annotate(month=month).values_list("month").annotate(sum=Sum(value, output_field=MONEY))
    return {moment.date(): amount for moment, amount in rows}


def _ledger(accounts: Any, first: dt.date, ends: list[dt.date]) -> tuple[Decimal, dict[dt.date, Decimal]]:
    """The balance before the year, and what each month added to it: two queries."""
    entries = LedgerEntry.objects.order_by()
    if not accounts.is_whole:
        entries = entries.filter(account__in=accounts.order_by().values("pk"))
    before = entries.filter(date__lt=first).aggregate(sum=Sum("amount"))["sum"] or ZERO
    rows = entries.filter(date__gte=first, date__lte=ends[-1]) if ends else entries.none()
    booked = rows.annotate(month=TruncMonth("date")).values_list("month").annotate(sum=Sum("amount"))
    return before, dict(booked)
