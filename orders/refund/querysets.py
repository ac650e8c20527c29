from __future__ import annotations

from orders.account.querysets import NumberedQuerySet


class RefundQuerySet(NumberedQuerySet):
    MATRIX_KEY = "refund"

    def with_customer(self) -> RefundQuerySet:
        return self.select_related("customer__owner", "payment", "credit", "created_by")
