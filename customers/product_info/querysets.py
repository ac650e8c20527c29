"""Who reads product documents and news, and to which customers' sending he sees (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class ProductDocumentQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "product_info"
    OWNER = "created_by"


class ProductNewsQuerySet(ScopedQuerySet):
    MATRIX_KEY = "product_info"
    OWNER = "created_by"


class NewsRecipientQuerySet(ScopedQuerySet):
    """Customers are seen in the scope of what they say."""

    MATRIX_KEY = "quality_opinion"
