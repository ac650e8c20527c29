"""The figures of the outlook as tables, each with its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.invoice.ageing import buckets
from orders.outlook.expected import SOURCES, expected_by_week
from orders.outlook.figure import Figure, Row
from orders.outlook.standing import (
    ageing_over_months,
    concentration,
    days_late,
    dso_by_month,
    lines_used,
    month_ends,
)
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
            f"{reverse('invoice-list')}?is_open=true&due_date_after={week.first}&due_date_before={week.last}",
        )
        for week in found.weeks
    ]
    rows.append(
        Row(
            (_("Later"), ZERO, ZERO, ZERO, ZERO, found.later),
            f"{reverse('invoice-list')}?is_open=true&due_date_after={found.weeks[-1].last}",
        )
    )
    rows.append(
        Row(
            (_("Overdue, no promise"), ZERO, ZERO, ZERO, ZERO, found.overdue),
            f"{reverse('collection-task-list')}",
        )
    )
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


def ageing(user: User) -> Figure:
    """What was open at the end of each of twelve months, by days overdue (REC-12)."""
    ends = month_ends()
    found, names = ageing_over_months(user, ends), buckets()
    rows = [
        Row(
            (f"{day:%Y-%m}", *(found[day].get(each.name, ZERO) for each in names), found[day].get("open", ZERO)),
            f"{reverse('receivable-ageing')}?day={day}",
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
        Row((f"{day:%Y-%m}", value, opened, billed, days), f"{reverse('receivable-report')}?day={day}")
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


def late(user: User) -> Figure:
    rows = [
        Row((row["name"], row["late"], row["invoices"], row["amount"]), _account(row["customer"]))
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
    rows = [Row((name, amount, share), _account(pk)) for pk, name, amount, share in found]
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
    rows = [Row((name, used, amount, line), _account(pk)) for pk, name, amount, line, used in lines_used(user)]
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
