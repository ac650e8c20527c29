"""Row-level scope of research reports, market intelligence and strategy proposals."""

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class ResearchQuerySet(ScopedQuerySet):
    MATRIX_KEY = "research"
    OWNER = "author"

    def handed_in(self):
        return self.filter(status__in=["submitted", "reviewed"])


class IntelligenceQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "intelligence"
    OWNER = "created_by"

    def unread(self):
        return self.filter(status="reported")


class StrategyQuerySet(ScopedQuerySet):
    MATRIX_KEY = "strategy"
    OWNER = "created_by"
