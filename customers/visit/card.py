"""What the customer's page says of visits in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Q, When

from customers.customer.standing import LastVisit
from customers.visit.planning import last_held
from customers.visit.states import VisitStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import TileValue

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def last_visit_in_words(customer: Customer, user: User) -> LastVisit:
    """The LastVisit of a customer: the visit and the next step, as far as this person may read visits."""
    if not may_at_all(user, "visit", "R"):
        return LastVisit()
    held = last_held(customer).values("pk")[:1]
    reported = customer.visits.filter(report__isnull=False).order_by("-day", "-report__pk").values("pk")[:1]
    rows = customer.visits.filter(Q(pk__in=held) | Q(pk__in=reported)).values_list(
        Case(When(pk__in=held, then=True), default=False),
        "day",
        "visitor__name",
        "report__next_on",
        "report__next_step",
        "report",
    )
    # The last visit has its report, or the last one before it of which a report was written.
    last, earlier = (next((row for is_last, *row in rows if is_last is wanted), None) for wanted in (True, False))
    report = next((row for row in (last, earlier) if row and row[-1]), None)
    return LastVisit(
        visit=f"{last[0]} {last[1]}" if last else "",
        next_step=f"{report[2]} {report[3]}" if report else "",
    )


def next_visit_tile(customer: Customer, user: User) -> Any:
    """The next visit that is planned or agreed."""
    visit = (
        customer.visits.filter(status__in=[VisitStatus.PLANNED, VisitStatus.APPOINTED], day__gte=today())
        .order_by("day")
        .first()
    )
    if visit is None:
        return None
    when = f"{visit.day:%m-%d}" + (f" {visit.time:%H:%M}" if visit.time else "")
    return TileValue(when, kind="text", tone="info", note=str(visit.visitor), address=visit.get_absolute_url())
