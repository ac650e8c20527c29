from salesmgmt.core.querysets import ScopedQuerySet


class OrderChangeQuerySet(ScopedQuerySet):
    MATRIX_KEY = "order_change"
    OWNER = "order__customer__owner"
