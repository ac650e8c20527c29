from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class ImprovementQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "improvement"
    OWNER = "created_by"
