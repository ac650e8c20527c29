import django_filters as filters
from django.utils.translation import gettext_lazy as _

from pricing.material.models import MaterialPriceIndex, PriceReview
from pricing.material.states import ReviewStatus
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class MaterialIndexFilters(BaseFilterSet):
    is_active = filters.BooleanFilter(label=_("watched"))

    class Meta:
        model = MaterialPriceIndex
        fields = ["is_active"]
        search = ("name", "source")


class PriceReviewFilters(BaseFilterSet):
    status = StatusFilter(ReviewStatus)

    class Meta:
        model = PriceReview
        fields = ["status", "index"]
        search = ("product__code", "product__name", "index__name")
