from salesmgmt.core.querysets import ScopedQuerySet


class OpeningStockQuerySet(ScopedQuerySet):
    MATRIX_KEY = "opening_stock"
