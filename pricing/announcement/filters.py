from django.utils.translation import gettext_lazy as _

from pricing.announcement.models import PriceNotice
from pricing.announcement.states import NoticeStatus
from salesmgmt.core.web.filters import BaseFilterSet, LookupFilter, PersonFilter, StatusFilter


class PriceNoticeFilters(BaseFilterSet):
    status = StatusFilter(NoticeStatus)
    adjustment = LookupFilter("told_adjustment", label=_("price adjustment"))
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = PriceNotice
        fields = ["status", "adjustment", "customer__owner"]
        search = ("customer__name", "adjustment__number", "adjustment__title")
        primary = ("status", "customer__owner")
