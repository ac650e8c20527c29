from __future__ import annotations

from performance.plan_revision.states import SalesPlanRevisionStatus
from salesmgmt.core.querysets import ScopedQuerySet


class SalesPlanRevisionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "sales_plan_revision"
    OWNER = "created_by"

    def in_force(self):
        return self.filter(status=SalesPlanRevisionStatus.APPROVED)
