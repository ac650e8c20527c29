"""Complaints for other pages: the customer's page, home, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.complaint.models import Complaint
from customers.complaint_clock.deadline import MISSED, clock_of
from salesmgmt.core.calendar import now
from salesmgmt.core.registry import TileValue

if TYPE_CHECKING:
    from customers.complaint.querysets import ComplaintQuerySet
    from customers.customer.models import Customer
    from salesmgmt.core.models import User

SHOWN_MOST = 100


def open_complaints(user: User) -> ComplaintQuerySet:
    """What this person may see of the complaints not yet closed."""
    return Complaint.objects.visible_to(user).open()


def complaints_tile(customer: Customer, user: User) -> TileValue:
    """Open complaints, and the clock of the one whose deadline comes first (CMP-02)."""
    rows = list(
        Complaint.objects.visible_to(user).filter(customer=customer).open().order_by("deadline_at")[:SHOWN_MOST]
    )
    running = [row for row in rows if row.handled_at is None]
    if not running:
        return TileValue(len(rows), tone="warn" if rows else "neutral")
    clock = clock_of(running[0], now())
    return TileValue(len(rows), tone="bad" if clock.state == MISSED else "warn", clock=clock)
