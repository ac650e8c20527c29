"""Were the promises kept? On-time delivery and order accuracy, from what each order line keeps (ORD-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from orders.order.models import Order, OrderLine

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Punctuality:
    """How many lines were accepted, and of them by the promised day, and without an error of ours."""

    lines: int
    on_time: int
    right: int

    @property
    def on_time_rate(self) -> float | None:
        """9 of 10 are 0.9; None where nothing was accepted."""
        return self.on_time / self.lines if self.lines else None

    @property
    def accuracy_rate(self) -> float:
        return self.right / self.lines if self.lines else None


# A promise that we changed ourselves is measured as it was given first.
ON_TIME = Q(accepted_date__lte=Coalesce(F("promised_first"), F("promised_date")))
ACCURATE = Q(error_flag=False)


def measured(order_lines: Any) -> Any:
    """Those of these order lines that count: accepted by the customer in full, and promised for a day (ORD-10)."""
    return order_lines.filter(accepted_date__isnull=False, promised_date__isnull=False)


def punctuality(order_lines: QuerySet) -> Punctuality:
    """The rates of those of these order lines that the customer has accepted in full, in one query (ORD-10, 000 七(一)4).

    On time is a line accepted on or before the day promised when its order was confirmed, or on the day the customer
    asked for afterwards.
    """
    found = measured(order_lines).aggregate(
        lines=Count("pk"), on_time=Count("pk", filter=ON_TIME), right=Count("pk", filter=ACCURATE)
    )
    return Punctuality(**found)


def accepted_lines(user: User, first: dt.date, last: dt.date) -> QuerySet:
    """The order lines this person may read that were accepted on the days ``first`` to ``last``."""
    orders = Order.objects.visible_to(user).exclude(status=Order.Status.CANCELLED)
    return OrderLine.objects.filter(order__in=orders.values("pk"), accepted_date__range=(first, last))
