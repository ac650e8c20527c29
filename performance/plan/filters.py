from performance.plan.models import SalesPlan
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class SalesPlanFilters(BaseFilterSet):
    status = StatusFilter(SalesPlan.Status)

    class Meta:
        model = SalesPlan
        fields = ["year", "status"]
        search = ("number", "strategy")
