from orders.opening_stock.models import OpeningStock
from salesmgmt.core.web.filters import BaseFilterSet


class OpeningStockFilters(BaseFilterSet):
    class Meta:
        model = OpeningStock
        fields = []
        search = ("product__code", "product__name")
