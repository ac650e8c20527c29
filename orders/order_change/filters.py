from django.utils.translation import gettext_lazy as _

from orders.order_change.models import OrderChange
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class OrderChangeFilters(BaseFilterSet):
    status = StatusFilter(OrderChange.Status)
    order__customer__owner = PersonFilter(label=_("responsible rep"))
    created_at = DateRangeFilter(label=_("created at"))

    class Meta:
        model = OrderChange
        fields = ["status", "kind", "order__customer__owner", "created_at"]
        search = ("number", "order__number", "order__customer__name")
        primary = ("status", "kind", "order__customer__owner")
