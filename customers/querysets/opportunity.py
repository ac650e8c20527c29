"""Row-level scope of opportunities (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class OpportunityQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "opportunity"
