from __future__ import annotations

from orders.production.states import ProductionKind
from salesmgmt.core.querysets import ScopedQuerySet


class ProductionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "production"
    OWNER = "order__customer__owner"

    def making(self) -> ProductionQuerySet:
        """What becomes goods of its order; a repair works on goods that were delivered."""
        return self.exclude(kind=ProductionKind.REPAIR)

    def running(self) -> ProductionQuerySet:
        return self.filter(status__in=self.model.RUNNING)
