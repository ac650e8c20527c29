"""Row-level scope of service tickets (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

OPEN = ("new", "assigned", "on_site", "remote", "resolved", "confirmed")


class TicketQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "ticket"

    def open(self):
        return self.filter(status__in=OPEN)

    def with_people(self):
        return self.select_related("customer__owner", "assignee", "product_category", "team")


class CommitmentQuerySet(ScopedQuerySet):
    """What was promised to a customer is read with his tickets."""

    MATRIX_KEY = "ticket"

    def routed_ids(self, user):
        return self.model.objects.none().values("pk")
