from salesmgmt.core.querysets import ScopedQuerySet


class TradedDemandQuerySet(ScopedQuerySet):
    MATRIX_KEY = "traded_demand"
    OWNER = "order__customer__owner"
