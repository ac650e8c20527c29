from __future__ import annotations

from customers.ticket.states import ServiceTicketStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

OPEN = (
    ServiceTicketStatus.NEW,
    ServiceTicketStatus.ASSIGNED,
    ServiceTicketStatus.ON_SITE,
    ServiceTicketStatus.REMOTE,
    ServiceTicketStatus.RESOLVED,
    ServiceTicketStatus.CONFIRMED,
)


class TicketQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "ticket"

    def open(self) -> TicketQuerySet:
        return self.filter(status__in=OPEN)

    def with_people(self) -> TicketQuerySet:
        return self.select_related("customer__owner", "assignee", "product_category", "team")
