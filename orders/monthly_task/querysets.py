from __future__ import annotations

from django.db.models import Count

from salesmgmt.core.querysets import ScopedQuerySet


class MonthlyTaskQuerySet(ScopedQuerySet):
    """A rep's monthly work on a customer's account: read by whoever reads his receivables."""

    MATRIX_KEY = "invoice"

    def with_customer(self) -> MonthlyTaskQuerySet:
        return self.select_related("customer", "customer__owner")

    def with_marks(self) -> MonthlyTaskQuerySet:
        """``marked``: how many of the four are set."""
        return self.annotate(marked=Count("marks"))
