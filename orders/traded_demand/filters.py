from django.utils.translation import gettext_lazy as _

from orders.traded_demand.models import TradedDemand
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class TradedDemandFilters(BaseFilterSet):
    status = StatusFilter(TradedDemand.Status)
    expected_on = DateRangeFilter(label=_("expected on"))
    order__customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = TradedDemand
        fields = ["status", "expected_on"]
        search = ("number", "order__number", "order_line__product__code", "order_line__product__name", "supplier")
        primary = ("status", "order__customer__owner")
