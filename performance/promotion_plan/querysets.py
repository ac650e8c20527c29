from typing import Any

from performance.promotion_plan.states import ALIVE, PromotionPlanStatus
from salesmgmt.core.querysets import ScopedQuerySet


class PromotionPlanQuerySet(ScopedQuerySet):
    MATRIX_KEY = "promotion_plan"
    OWNER = "created_by"

    def alive(self, year: int) -> Any:
        return self.filter(year=year, status__in=ALIVE)

    def approved(self) -> Any:
        return self.filter(status=PromotionPlanStatus.APPROVED)
