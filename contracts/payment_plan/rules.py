"""When money falls due, and how much: pure rules over days and amounts, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from contracts.payment_plan.states import Event, State, Terms
from salesmgmt.core.calendar import add_months, month_bounds
from salesmgmt.core.money import ZERO, cents


def due_day(terms: str, invoice: dt.date, days: int | None, day_of_month: int | None) -> dt.date:
    """When an invoice of that day falls due.

    So many days from it; 月结: so many days from the end of its month; the fixed day of the month that comes next after
    it, the last of a shorter month; rolling: with the balance of its month, by the end of the next (REC-11).
    """
    end = month_bounds(invoice)[1]
    if terms == Terms.MONTHLY:
        return end + dt.timedelta(days=days or 0)
    if terms == Terms.FIXED_DAY:
        first = _in_month(invoice, day_of_month or end.day)
        return first if first > invoice else _in_month(add_months(invoice.replace(day=1), 1), day_of_month or end.day)
    if terms == Terms.ROLLING:
        return month_bounds(end + dt.timedelta(days=1))[1]
    return invoice + dt.timedelta(days=days or 0)


def _in_month(day: dt.date, number: int) -> dt.date:
    return day.replace(day=min(number, month_bounds(day)[1].day))


def amounts_of(total: Decimal, parts: list) -> list[Decimal]:
    """What each of ``parts``, ``(percent, amount)``, comes to; shares that make up the whole lose no cent."""
    found = [cents(total * percent / 100) if percent is not None else amount for percent, amount in parts]
    shares = [place for place, (percent, _amount) in enumerate(parts) if percent is not None]
    if shares and sum(parts[place][0] for place in shares) == 100:
        found[shares[-1]] += total - sum((found[place] for place in shares), ZERO)
    return found


def plan_problems(total: Decimal, parts: list, events: set[Event], warranty_months: int) -> list[str]:
    """Why a plan is refused: it exceeds the contract, or waits for a warranty of unknown length."""
    problems = []
    planned = sum(amounts_of(total, parts), ZERO)
    if planned > total:
        problems.append(
            _("The instalments come to %(planned)s, the contract to %(total)s only.")
            % {"planned": f"{planned:,.2f}", "total": f"{total:,.2f}"}
        )
    if Event.WARRANTY_END in events and not warranty_months:
        problems.append(_("An instalment waits for the end of the warranty: say how many months it lasts."))
    return problems


@dataclass(frozen=True)
class Row:
    """An instalment as the page shows it."""

    label: str
    waits_for: str
    amount: Decimal
    due_on: dt.date | None
    paid: Decimal
    state: str

    @property
    def open(self) -> Decimal:
        return self.amount - self.paid


@dataclass(frozen=True)
class Retention:
    """What is kept back until the warranty ends: per cent of the price, its day, and whether the warranty runs already."""

    percent: Decimal
    due_on: dt.date | None
    has_begun: bool


def due_on(event: str, days: int, day: dt.date | None, events: dict, warranty_months: int | None) -> dt.date | None:
    """The day of an instalment, None while its event has not come: retention money is not due before the warranty ends."""
    if event == Event.DAY:
        return day
    if event == Event.WARRANTY_END:
        accepted = events.get(Event.ACCEPTANCE)
        start = add_months(accepted, warranty_months) if accepted and warranty_months else None
    else:
        start = events.get(event)
    return start + dt.timedelta(days=days) if start else None


def state_of(amount: Decimal, paid: Decimal, due: dt.date | None, today: dt.date) -> str:
    """Paid, waiting for its day, due, or late from the day after."""
    if paid >= amount:
        return State.PAID
    if due is None or due > today:
        return State.WAITING
    return State.DUE if due == today else State.LATE


def spread(amounts: list[Decimal], received: Decimal) -> list[Decimal]:
    """Money set against the instalments in their order."""
    left, found = received, []
    for amount in amounts:
        part = min(amount, max(left, ZERO))
        found.append(part)
        left -= part
    return found
