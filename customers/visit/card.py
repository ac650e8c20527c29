"""What the customer's page says of visits in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.customer.standing import LastVisit
from customers.visit.models import VisitReport
from customers.visit.planning import last_visit_of
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
    visit = last_visit_of(customer)
    report = _last_report(customer, visit)
    return LastVisit(
        visit=f"{visit.day} {visit.visitor}" if visit else "",
        next_step=f"{report.next_on} {report.next_step}" if report else "",
    )


def _last_report(customer: Customer, last_visit: Any) -> Any:
    """Of the last visit, or of the last one before it of which a report was written."""
    found = getattr(last_visit, "report", None)
    return found or VisitReport.objects.filter(visit__customer=customer).order_by("-visit__day", "-pk").first()


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
