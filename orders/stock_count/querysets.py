from salesmgmt.core.querysets import ScopedQuerySet


class StockCountQuerySet(ScopedQuerySet):
    MATRIX_KEY = "stock_count"
