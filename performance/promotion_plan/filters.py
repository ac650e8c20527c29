from performance.promotion_plan.models import PromotionPlan
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class PromotionPlanFilters(BaseFilterSet):
    status = StatusFilter(PromotionPlan.Status)

    class Meta:
        model = PromotionPlan
        fields = ["status", "year"]
        search = ("number", "goal")
