from django.utils.translation import gettext_lazy as _

from orders.collection_report.models import CollectionReport
from orders.collection_report.states import CollectionReportStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class CollectionReportFilters(BaseFilterSet):
    status = StatusFilter(CollectionReportStatus)
    owner = PersonFilter(label=_("sales representative"))
    date_to = DateRangeFilter(label=_("period ends"))

    class Meta:
        model = CollectionReport
        fields = ["status", "owner", "date_to"]
        search = ("number",)
        primary = ("status", "owner")
