from __future__ import annotations

from django.db.models import F

from orders.month_end.states import SHUT
from salesmgmt.core.querysets import ScopedQuerySet


class MonthEndQuerySet(ScopedQuerySet):
    MATRIX_KEY = "month_end"
    OWNER = "created_by"

    def shut(self) -> MonthEndQuerySet:
        return self.filter(status__in=SHUT)


class MonthBalanceQuerySet(ScopedQuerySet):
    """A frozen balance is a receivable: whoever reads the customer's invoices reads it."""

    MATRIX_KEY = "invoice"
    OWNER = "account__customer__owner"

    def of_last_closing(self) -> MonthBalanceQuerySet:
        """Those of the month's last closing; those of earlier ones stay as they were."""
        return self.filter(run=F("month_end__closings"))
