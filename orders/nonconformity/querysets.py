from salesmgmt.core.querysets import ScopedQuerySet


class NonconformityQuerySet(ScopedQuerySet):
    MATRIX_KEY = "nonconformity"
    OWNER = "order__customer__owner"
