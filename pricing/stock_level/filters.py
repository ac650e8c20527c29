from pricing.stock_level.models import StockLevel
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter


class StockLevelFilters(BaseFilterSet):
    as_of = DateRangeFilter()

    class Meta:
        model = StockLevel
        fields = ["as_of"]
        search = ("product__code", "product__name")
