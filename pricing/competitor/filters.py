from pricing.competitor.models import CompetitorPrice
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter


class CompetitorPriceFilters(BaseFilterSet):
    seen_on = DateRangeFilter()
    created_by = PersonFilter()

    class Meta:
        model = CompetitorPrice
        fields = ["seen_on", "created_by"]
        search = ("competitor", "product__code", "product__name")
