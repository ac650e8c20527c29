from salesmgmt.core.querysets import ScopedQuerySet


class StrategyQuerySet(ScopedQuerySet):
    MATRIX_KEY = "strategy"
    OWNER = "created_by"
