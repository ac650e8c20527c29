"""What went wrong in the last seven days, beside the seven before: counted in the lists that each line opens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from customers.complaint.models import Complaint
from orders.invoice.models import Invoice
from orders.nonconformity.models import Nonconformity
from orders.order.models import Order
from orders.return_order.models import ReturnOrder
from performance.alert.models import Alert
from performance.risk.models import RiskReport
from salesmgmt.core.calendar import at, today
from salesmgmt.core.web.counting import capped_counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import User

DAYS = 7
NEWEST = 5


@dataclass(frozen=True)
class Wrong:
    """One kind of it: whose rows, by which day, and the list with its filter; ``{first}`` and ``{last}`` are days."""

    label: Any
    model: Any
    day: str
    address: str
    query: str
    only: Callable | None = None
    is_moment: bool = True

    def rows(self, user: User, first: dt.date, last: dt.date) -> Any:
        found = self.model.objects.visible_to(user)
        if self.only is not None:
            found = self.only(found)
        if self.is_moment:
            return found.filter(
                **{f"{self.day}__gte": at(first), f"{self.day}__lt": at(last + dt.timedelta(days=1))}
            ).order_by()
        return found.filter(**{f"{self.day}__range": (first, last)}).order_by()

    def link(self, first: dt.date, last: dt.date) -> str:
        return f"{reverse(self.address)}?{self.query.format(first=first, last=last)}"


@dataclass(frozen=True)
class Shown:
    label: Any
    now: str
    before: str
    address: str

    @property
    def tone(self) -> str:
        return "neutral" if self.now == "0" else "bad"


KINDS = (
    Wrong(
        pgettext_lazy("one page", "Early warnings opened"),
        Alert,
        "opened_on",
        "alert-list",
        "opened_on_after={first}&opened_on_before={last}&status=",
        is_moment=False,
    ),
    Wrong(
        pgettext_lazy("one page", "Serious complaints"),
        Complaint,
        "received_at",
        "complaint-list",
        "severity=serious&received_at_after={first}&received_at_before={last}&status=",
        only=lambda rows: rows.filter(severity=Complaint.Severity.SERIOUS),
    ),
    Wrong(
        pgettext_lazy("one page", "Complaints received"),
        Complaint,
        "received_at",
        "complaint-list",
        "received_at_after={first}&received_at_before={last}&status=",
    ),
    Wrong(
        pgettext_lazy("one page", "Returns notified"),
        ReturnOrder,
        "notified_at",
        "return-list",
        "notified_at_after={first}&notified_at_before={last}&status=",
    ),
    Wrong(
        pgettext_lazy("one page", "Inspections failed"),
        Nonconformity,
        "created_at",
        "nonconformity-list",
        "status=",
    ),
    Wrong(pgettext_lazy("one page", "Orders put on hold"), Order, "held_since", "order-list", "on_hold=true"),
    Wrong(pgettext_lazy("one page", "Orders at risk"), Order, "at_risk_since", "order-list", "at_risk=true"),
    Wrong(
        pgettext_lazy("one page", "Invoices that became overdue"),
        Invoice,
        "due_date",
        "invoice-list",
        "is_open=true&due_date_after={first}&due_date_before={last}&status=",
        only=lambda rows: rows.live().filter(Q(open_amount__gt=0)),
        is_moment=False,
    ),
    Wrong(pgettext_lazy("one page", "Risks reported"), RiskReport, "created_at", "risk-list", "status="),
)


def week_of(user: User, day: dt.date | None = None) -> list[Shown]:
    """Today and the six days before, and the seven before those: every kind, also those of which there was none, with the week before: one query for all of them."""
    last = day or today()
    spans = [(last - dt.timedelta(days=DAYS - 1 + back), last - dt.timedelta(days=back)) for back in (0, DAYS)]
    numbers = capped_counts([kind.rows(user, *span) for kind in KINDS for span in spans])
    return [
        Shown(kind.label, numbers[2 * place], numbers[2 * place + 1], kind.link(*spans[0]))
        for place, kind in enumerate(KINDS)
    ]


def newest_alerts(user: User) -> Any:
    """The newest early warnings that are still open."""
    return Alert.objects.visible_to(user).exclude(status__in=Alert.ENDED).order_by("-opened_on", "-pk")[:NEWEST]
