from __future__ import annotations

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class OrderQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "order"

    def open(self) -> OrderQuerySet:
        """Confirmed and not yet settled in full."""
        return self.filter(status__in=self.model.OPEN)

    def on_hold(self) -> OrderQuerySet:
        """What supply control holds after the confirmation, at the plan or at the delivery (SUP-04)."""
        return self.filter(held_since__isnull=False)


class OrderLineQuerySet(ScopedQuerySet):
    """The lines of an order, as protected as it is."""

    MATRIX_KEY = "order"
    OWNER = "customer__owner"
    PART_OF = "order"
