from orders.inspection_report.models import CheckPoint
from salesmgmt.core.web.filters import BaseFilterSet


class CheckPointFilters(BaseFilterSet):
    class Meta:
        model = CheckPoint
        fields = ["kind", "is_active"]
        search = ("product__code", "product__name", "name")
        primary = ("kind", "is_active")
