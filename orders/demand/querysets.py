from __future__ import annotations

from orders.demand.states import DemandNoticeStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class DemandQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "demand"

    def on_hold(self) -> DemandQuerySet:
        """What supply control holds: it waits for the general manager (SUP-04)."""
        return self.filter(status=DemandNoticeStatus.GM_EXCEPTION)
