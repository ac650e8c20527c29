"""Filters of performance."""

from performance.quota.models import Quota
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class QuotaFilters(BaseFilterSet):
    status = StatusFilter(Quota.Status)
    rep = PersonFilter()

    class Meta:
        model = Quota
        fields = ["year", "rep", "status"]
        search = ("number", "rep__name")
