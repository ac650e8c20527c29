from salesmgmt.core.querysets import ScopedQuerySet


class ProductionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "production"
    OWNER = "order__customer__owner"
