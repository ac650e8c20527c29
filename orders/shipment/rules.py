"""What may be recorded of goods on the road: a pure rule (DLV-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.shipment.states import ShipmentEventKind

if TYPE_CHECKING:
    import datetime as dt


def event_problem(
    kind: str,
    at: dt.datetime,
    text: str,
    expected_at: dt.datetime | None,
    *,
    departed_at: dt.datetime,
    problem: str,
    now: dt.datetime,
) -> str:
    """Why an event is refused; "" where it may be recorded. ``problem`` is what keeps the goods from arriving now."""
    if not departed_at.replace(second=0, microsecond=0) <= at <= now:
        return _("The event lies between the departure and now.")
    if kind == ShipmentEventKind.PROBLEM and not text.strip():
        return _("Describe the problem.")
    if kind == ShipmentEventKind.SOLVED and not problem:
        return _("No problem of this delivery is open.")
    if expected_at is not None and expected_at <= at:
        return _("The expected arrival lies after the event.")
    return ""
