import django_filters as filters
from django.utils.translation import pgettext_lazy

from orders.purchase_need.models import PurchaseNeed
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class PurchaseNeedFilters(BaseFilterSet):
    status = StatusFilter(PurchaseNeed.Status)
    late = filters.BooleanFilter(label=pgettext_lazy("purchase need", "late"))
    need_date = DateRangeFilter(label=pgettext_lazy("purchase need", "needed by"))

    class Meta:
        model = PurchaseNeed
        fields = ["status", "late", "need_date"]
        search = ("number", "item", "supplier", "order__number")
        primary = ("status", "late")
