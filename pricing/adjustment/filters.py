from pricing.adjustment.models import AdjustmentLine, PriceAdjustment
from pricing.adjustment.states import AdjustmentStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class PriceAdjustmentFilters(BaseFilterSet):
    status = StatusFilter(AdjustmentStatus)
    effective_on = DateRangeFilter()
    created_by = PersonFilter()

    class Meta:
        model = PriceAdjustment
        fields = ["status", "effective_on", "created_by"]
        search = ("number", "title", "reason")


class AdjustmentLineFilters(BaseFilterSet):
    class Meta:
        model = AdjustmentLine
        fields = ["by_hand"]
        search = ("product__code", "product__name")
