from django.utils.translation import gettext_lazy as _

from pricing.discount.models import SpecialDiscount
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class SpecialDiscountFilters(BaseFilterSet):
    status = StatusFilter(SpecialDiscount.Status)
    quote__customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = SpecialDiscount
        fields = ["status", "quote__customer__owner"]
        search = ("number", "quote__number", "quote__customer__name", "reason")
