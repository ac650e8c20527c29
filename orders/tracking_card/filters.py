from django.utils.translation import gettext_lazy as _

from customers.follow_up.models import QualityTrackingCard
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter


class TrackingCardFilters(BaseFilterSet):
    used_on = DateRangeFilter(label=_("in use since"))

    class Meta:
        model = QualityTrackingCard
        fields = ["used_on"]
        search = ("call__number", "product_name", "product_code", "delivery_note")
        primary = ("used_on",)
