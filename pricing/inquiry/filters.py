from django.utils.translation import gettext_lazy as _

from pricing.inquiry.models import Inquiry
from pricing.inquiry.states import InquiryStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class InquiryFilters(BaseFilterSet):
    status = StatusFilter(InquiryStatus)
    customer__owner = PersonFilter(label=_("responsible rep"))
    received_at = DateRangeFilter(label=_("received at"))

    class Meta:
        model = Inquiry
        fields = ["status", "customer__owner", "received_at"]
        search = ("number", "title", "customer__name", "customer_reference")
        primary = ("status", "customer__owner")
