from __future__ import annotations

from typing import TYPE_CHECKING

from performance.plan_revision.states import SalesPlanRevisionStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class SalesPlanRevisionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "sales_plan_revision"
    OWNER = "created_by"

    def in_force(self) -> Any:
        return self.filter(status=SalesPlanRevisionStatus.APPROVED)
