from django.utils.translation import gettext_lazy as _

from orders.inspection.models import Inspection
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class InspectionFilters(BaseFilterSet):
    status = StatusFilter(Inspection.Status)
    inspected_by = PersonFilter(label=_("inspector"))
    inspected_at = DateRangeFilter(label=_("inspected at"))

    class Meta:
        model = Inspection
        fields = ["status", "inspected_by"]
        search = ("number", "order__number", "production__order_line__product__name")
        primary = ("status",)
