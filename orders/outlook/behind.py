"""What makes a figure of the expected collections, with names and addresses."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contracts.contract.models import Contract
from customers.customer.models import Customer
from orders.invoice.models import Invoice
from orders.outlook.expected import LATER, OVERDUE, Part, expected_by_week
from salesmgmt.core.calendar import read_day

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def week_of(text: str) -> Any:
    """A row of the table as it stands in an address: the Monday of a week, what comes later, what is overdue."""
    return text if text in (LATER, OVERDUE) else read_day(text)


def parts_of(user: User, row: str, source: str) -> list[Part]:
    """The largest first; nothing for an address that names no row."""
    wanted = week_of(row)
    if wanted is None:
        return []
    found = expected_by_week(user, wanted=(wanted, source))
    return sorted(found.parts, key=lambda part: (-part.amount, part.about))


def label_of(source: str) -> str:
    return {
        "due": _("By due date"),
        "promised": pgettext("outlook", "Promised"),
        "rolling": _("Rolling percentage"),
        "planned": _("Payment plan, not billed"),
    }.get(source, "")


def heading(row: str, source: str) -> str:
    week = week_of(row)
    words = {LATER: _("Later"), OVERDUE: _("Overdue, no promise")}
    if isinstance(week, dt.date):
        text = f"{week:%Y-%m-%d} – {week + dt.timedelta(days=6):%Y-%m-%d}"
    else:
        text = words.get(row, "—")
    return " · ".join(filter(None, [text, label_of(source)]))


def named(parts: list[Part], user: User) -> list[dict]:
    """Each with its document and customer: three queries, however many."""
    keys: dict[str, list[int]] = {"invoice": [], "contract": [], "customer": []}
    for part in parts:
        keys[part.about[0]].append(part.about[1])
    found: dict[str, dict] = {
        "invoice": Invoice.objects.visible_to(user).select_related("customer").in_bulk(keys["invoice"]),
        "contract": Contract.objects.visible_to(user).select_related("customer").in_bulk(keys["contract"]),
        "customer": Customer.objects.visible_to(user).in_bulk(keys["customer"]),
    }
    rows = []
    for part in parts:
        kind, pk = part.about
        document = found[kind].get(pk)
        customer = document if kind == "customer" else document and document.customer
        rows.append(
            {
                "customer": customer,
                "account": reverse("customer-account", args=[customer.pk]) if customer else "",
                "document": None if kind == "customer" else document,
                "source": label_of(part.source),
                "day": part.day,
                "amount": part.amount,
            }
        )
    return rows
