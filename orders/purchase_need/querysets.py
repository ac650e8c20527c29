from __future__ import annotations

from orders.purchase_need.states import PurchaseNeedStatus
from salesmgmt.core.querysets import ScopedQuerySet


class PurchaseNeedQuerySet(ScopedQuerySet):
    MATRIX_KEY = "purchase_need"
    OWNER = "order__customer__owner"

    def awaited(self) -> PurchaseNeedQuerySet:
        return self.filter(status__in=[PurchaseNeedStatus.OPEN, PurchaseNeedStatus.ORDERED])
