"""Margin and distance from the list on the cards of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.cost.margin import margin, with_margins
from salesmgmt.core.calendar import today
from salesmgmt.core.templatetags.salesmgmt import percent

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet


def priced_lines(lines: QuerySet, parent: str, price: str) -> dict:
    """``{document pk: lines}``, each line with ``asked`` (the price) and ``unit_cost``: two queries."""
    found: dict[int, list] = {}
    for line in with_margins(lines, today(), price=price):
        line.asked = getattr(line, price)
        if line.asked is not None:
            found.setdefault(getattr(line, parent), []).append(line)
    return found


def off_list(rows: Any) -> Any:
    listed = [row for row in rows if row.list_price]
    total = sum(row.list_price * row.quantity for row in listed)
    if not total:
        return "—"
    return percent(1 - sum(row.asked * row.quantity for row in listed) / total)


def margin_fact(rows: list) -> list:
    """One margin of all lines; unknown where a product has no cost (PRC-01)."""
    if not rows or any(row.unit_cost is None for row in rows):
        return [(_("Margin"), "—")]
    found = margin(sum(row.asked * row.quantity for row in rows), sum(row.unit_cost * row.quantity for row in rows))
    return [(_("Margin"), f"{found.percent}%" if found.percent is not None else "—")]
