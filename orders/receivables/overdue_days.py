"""The overdue of each day, kept by the clock: yesterday's open items cannot be asked for on every first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from orders.invoice.models import Invoice
from orders.receivables.ageing import ageing_by
from orders.receivables.models import OverdueOnDay
from salesmgmt.core import calendar
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from salesmgmt.core.models import User


@transaction.atomic
def keep_overdue(day: dt.date) -> int:
    """Write down what is overdue on ``day`` (REC-01) by the person in charge of the customer now; returns how many persons.
    Done again it writes the same rows anew."""
    OverdueOnDay.objects.filter(day=day).delete()
    rows = ageing_by(Invoice.objects.all(), day, "customer__owner")
    kept = [OverdueOnDay(day=day, owner_id=row["customer__owner"], amount=row["overdue"]) for row in rows]
    # Also of who owes nothing overdue: a day without rows is one that was not kept.
    return len(OverdueOnDay.objects.bulk_create(kept))


def overdue_a_month_ago(user: User, day: dt.date | None = None) -> Decimal | None:
    """Yuan overdue on the same day of the month before, of those whom ``user`` may see; None where that day was not kept."""
    kept = OverdueOnDay.objects.filter(day=calendar.add_months(day or calendar.today(), -1))
    found = kept.visible_to(user).aggregate(sum=Sum("amount"))["sum"]
    if found is None and kept.exists():
        return ZERO
    return found
