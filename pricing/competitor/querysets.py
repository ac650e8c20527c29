from salesmgmt.core.querysets import ScopedQuerySet


class CompetitorPriceQuerySet(ScopedQuerySet):
    MATRIX_KEY = "competitor_price"
    OWNER = "created_by"
