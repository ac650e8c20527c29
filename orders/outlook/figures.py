"""The figures of the outlook as tables, each with its chart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from orders.outlook.expected import LATER, OVERDUE, SOURCES, expected_by_week
from orders.outlook.figure import Figure, Row
from orders.outlook.standing import (
    ageing_over_months,
    concentration,
    days_late,
    dso_by_month,
    lines_used,
    month_ends,
    settled_between,
)
from orders.receivables.tables import items_then
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable

    from salesmgmt.core.models import User

MONEY, PERCENT, INT, QUANTITY = "money", "percent", "int", "quantity"


def weeks(user: User) -> Figure:
    """Expected collections by week; what is overdue and not promised stands apart, it has no week."""
    found = expected_by_week(user)
    rows = [
        Row(
            (f"{week.first:%m-%d}–{week.last:%m-%d}", *(getattr(week, name) for name in SOURCES), week.total),
            _parts(week.first),
            {place: _parts(week.first, name) for place, name in enumerate([*SOURCES, ""], start=1)},
        )
        for week in found.weeks
    ]
    for label, key, amount in ((_("Later"), LATER, found.later), (_("Overdue, no promise"), OVERDUE, found.overdue)):
        rows.append(Row((label, ZERO, ZERO, ZERO, ZERO, amount), _parts(key), {len(SOURCES) + 1: _parts(key)}))
    return Figure(
        "outlook-weeks",
        _("Expected collections by week"),
        (
            (_("Week"), "text"),
            (_("By due date"), MONEY),
            (pgettext("outlook", "Promised"), MONEY),
            (_("Rolling percentage"), MONEY),
            (_("Payment plan, not billed"), MONEY),
            (_("Total"), MONEY),
        ),
        rows,
        _(
            "Each open item once: a running promise before the rolling percentage, that before the due date. Disputed "
            "invoices are left out."
        ),
        drawn=(1, 2, 3, 4),
    )


def _parts(row: object, source: str = "") -> str:
    """The page of what makes a row of the expected collections, or one source of it."""
    return f"{reverse('expected-collections')}?row={row}" + (f"&source={source}" if source else "")


def ageing(user: User) -> Figure:
    """What was open at the end of each of twelve months, by days overdue (REC-12)."""
    ends = month_ends()
    found, names = ageing_over_months(user, ends), buckets()
    rows = [
        Row(
            (f"{day:%Y-%m}", *(found[day].get(each.name, ZERO) for each in names), found[day].get("open", ZERO)),
            f"{reverse('receivable-ageing')}?day={day}",
            {
                **{place: items_then(day, each.name) for place, each in enumerate(names, start=1)},
                len(names) + 1: items_then(day),
            },
        )
        for day in ends
    ]
    columns = (
        (pgettext("books", "Month"), "text"),
        *((each.label, MONEY) for each in names),
        (_("Open invoices"), MONEY),
    )
    return Figure(
        "outlook-ageing",
        _("Ageing over twelve months"),
        columns,
        rows,
        _("At the end of each month, the running one as of today."),
        drawn=tuple(range(1, len(names) + 1)),
    )


def dso(user: User) -> Figure:
    """Days sales outstanding at the end of each of twelve months."""
    ends = month_ends()
    found = dso_by_month(user, ends, ageing_over_months(user, ends))
    rows = [
        Row(
            (f"{day:%Y-%m}", value, opened, billed, days),
            f"{reverse('receivable-report')}?day={day}",
            {2: items_then(day), 3: _billed(day, days)},
        )
        for day, opened, billed, days, value in found
    ]
    return Figure(
        "outlook-dso",
        _("Days sales outstanding"),
        (
            (pgettext("books", "Month"), "text"),
            (_("Days sales outstanding"), QUANTITY),
            (_("Open invoices"), MONEY),
            (pgettext("outlook", "Billed in the period"), MONEY),
            (pgettext("outlook", "Days of the period"), INT),
        ),
        rows,
        _("Open invoices ÷ billed in the period × its days; the period is a setting."),
    )


def _billed(day: dt.date, days: int) -> str:
    """The invoices and credit notes of so many days up to a day."""
    first = day - dt.timedelta(days=days - 1)
    live = "".join(f"&status={status}" for status in Invoice.LIVE)
    return f"{reverse('invoice-list')}?date_after={first}&date_before={day}{live}"


def late(user: User) -> Figure:
    rows = [
        Row(
            (row["name"], row["late"], row["invoices"], row["amount"]),
            _account(row["customer"]),
            dict.fromkeys((1, 2, 3), _settled(row["customer"])),
        )
        for row in days_late(user)
    ]
    return Figure(
        "outlook-late",
        _("Average days late by customer"),
        (
            (_("Customer"), "text"),
            (_("Days late on average"), QUANTITY),
            (pgettext("outlook", "Invoices settled"), INT),
            (_("Amount"), MONEY),
        ),
        rows,
        _("Invoices settled in the last twelve months, weighted by amount; before the due date counts as 0."),
        lying=True,
    )


def largest(user: User) -> Figure:
    found, whole = concentration(user)
    rows = [Row((name, amount, share), _account(pk), {1: _account(pk)}) for pk, name, amount, share in found]
    share = sum((row.cells[2] for row in rows), ZERO)
    return Figure(
        "outlook-largest",
        _("The ten largest debtors"),
        ((_("Customer"), "text"), (_("Outstanding"), MONEY), (pgettext("outlook", "Share"), PERCENT)),
        rows,
        _("Together %(share)s of %(whole)s outstanding.") % {"share": f"{share * 100:.1f}%", "whole": f"¥{whole:,.2f}"},
        lying=True,
    )


def lines(user: User) -> Figure:
    rows = [
        Row((name, used, amount, line), _account(pk), {2: _account(pk)})
        for pk, name, amount, line, used in lines_used(user)
    ]
    return Figure(
        "outlook-lines",
        _("Supply line used by customer"),
        (
            (_("Customer"), "text"),
            (pgettext("outlook", "Used"), PERCENT),
            (_("Outstanding"), MONEY),
            (_("Warning line"), MONEY),
        ),
        rows,
        _("What is outstanding against the warning line, the fullest first."),
        lying=True,
    )


def _settled(customer: int) -> str:
    """The invoices of the customer that were settled in the months looked at."""
    first, last = settled_between(today())
    query = f"settled_on_after={first}&settled_on_before={last}&amount_min=0.01"
    return f"{reverse('customer-invoices', args=[customer])}?{query}"


def _account(customer: int) -> str:
    return reverse("customer-account", args=[customer])


FIGURES: dict[str, Callable[[User], Figure]] = {
    "outlook-weeks": weeks,
    "outlook-ageing": ageing,
    "outlook-dso": dso,
    "outlook-late": late,
    "outlook-largest": largest,
    "outlook-lines": lines,
}
