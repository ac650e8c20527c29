from __future__ import annotations

from salesmgmt.core.querysets import ScopedQuerySet


class LineAlertQuerySet(ScopedQuerySet):
    """What a customer owes is a receivable: the matrix row of the invoice decides."""

    MATRIX_KEY = "invoice"
    OWNER = "customer__owner"

    def open(self) -> LineAlertQuerySet:
        return self.filter(ended_at__isnull=True)
