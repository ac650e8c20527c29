from __future__ import annotations

from orders.inspection.states import InspectionStatus
from salesmgmt.core.querysets import ScopedQuerySet


class InspectionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "inspection"
    OWNER = "order__customer__owner"

    def failed(self) -> InspectionQuerySet:
        return self.filter(status=InspectionStatus.FAILED)
