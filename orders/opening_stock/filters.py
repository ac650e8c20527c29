from orders.opening_stock.models import OpeningStock
from salesmgmt.core.web.filters import BaseFilterSet


class OpeningStockFilters(BaseFilterSet):
    class Meta:
        model = OpeningStock
        fields: list[str] = []
        search = ("product__code", "product__name")
