from salesmgmt.core.querysets import ScopedQuerySet


class OverdueQuerySet(ScopedQuerySet):
    MATRIX_KEY = "invoice"
    OWNER = "owner"
