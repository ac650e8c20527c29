from salesmgmt.core.querysets import ScopedQuerySet


class SupplyCheckQuerySet(ScopedQuerySet):
    """A check shows the customer's debts: who may read the demand notice and may see prices, reads it."""

    MATRIX_KEY = "demand"
