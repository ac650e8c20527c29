from salesmgmt.core.querysets import ScopedQuerySet


class InspectionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "inspection"
    OWNER = "order__customer__owner"
