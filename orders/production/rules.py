from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.production.models import Production

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal


def is_delayed(status: str, planned: dt.date, day: dt.date) -> bool:
    """Not finished and the planned day is over; on the day itself it is not (PRD-07, 000 四(二)2)."""
    return status in Production.RUNNING and planned < day


def repair_problem(quantity: Decimal, delivered: Decimal, in_repair: Decimal) -> str:
    """Repaired are goods that the customer has; each piece once at a time (PRD-07, 003 (三)3)."""
    if quantity <= 0:
        return _("The quantity is zero.")
    if quantity > delivered - in_repair:
        return _("Only %(left)s of this line are with the customer and not in repair.") % {
            "left": f"{max(delivered - in_repair, 0):f}".rstrip("0").rstrip(".") or "0"
        }
    return ""
