from __future__ import annotations

from customers.intelligence.states import MarketIntelligenceStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class IntelligenceQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "intelligence"
    OWNER = "created_by"

    def unread(self) -> IntelligenceQuerySet:
        return self.filter(status=MarketIntelligenceStatus.REPORTED)
