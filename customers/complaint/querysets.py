"""Row-level scope of complaints (SEC-01) and the questions asked of them."""

from __future__ import annotations

from customers.complaint.states import ComplaintStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

UNSOLVED = (ComplaintStatus.RECEIVED, ComplaintStatus.REGISTERED, ComplaintStatus.INVESTIGATING)
UNHANDLED = (*UNSOLVED, ComplaintStatus.SOLUTION_PROPOSED)
OPEN = (*UNHANDLED, ComplaintStatus.RESOLVED, ComplaintStatus.CUSTOMER_CONFIRMED)


class ComplaintQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "complaint"

    def open(self) -> ComplaintQuerySet:
        """Not yet closed."""
        return self.filter(status__in=OPEN)

    def unhandled(self) -> ComplaintQuerySet:
        """Those whose clock still runs, or has run out: no solution carried out yet."""
        return self.filter(status__in=UNHANDLED)

    def confirmed(self) -> ComplaintQuerySet:
        """The customer has said that it is settled: these count in the assessment (CMP-07)."""
        return self.filter(status__in=[ComplaintStatus.CUSTOMER_CONFIRMED, ComplaintStatus.CLOSED])

    def with_people(self) -> ComplaintQuerySet:
        return self.select_related("customer__owner", "product_category", "escalated_to", "cause")
