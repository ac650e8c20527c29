from orders.stock_count.models import StockCount
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class StockCountFilters(BaseFilterSet):
    status = StatusFilter(StockCount.Status)
    created_at = DateRangeFilter()

    class Meta:
        model = StockCount
        fields = ["status", "created_at"]
        search = ("number", "product__code", "product__name")
        primary = ("status",)
