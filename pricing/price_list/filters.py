import django_filters as filters
from django.utils.translation import gettext_lazy as _

from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.states import PriceListStatus
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class PriceListFilters(BaseFilterSet):
    status = StatusFilter(PriceListStatus)

    class Meta:
        model = PriceList
        fields = ["status"]
        search = ("name", "number")


class PriceRuleFilters(BaseFilterSet):
    is_active = filters.BooleanFilter(label=_("active"))

    class Meta:
        model = PriceRule
        fields = ["segment", "grade", "is_active"]
        search = ("name", "product__name", "product__code")


class PriceItemFilters(BaseFilterSet):
    class Meta:
        model = PriceListItem
        fields: list[str] = []
        search = ("product__code", "product__name")
