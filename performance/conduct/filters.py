from performance.conduct.models import ConductIncident
from performance.conduct.states import ConductStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class ConductFilters(BaseFilterSet):
    status = StatusFilter(ConductStatus)
    happened_on = DateRangeFilter()

    class Meta:
        model = ConductIncident
        fields = ["status", "kind", "happened_on"]
        search = ("number", "person__name")
        primary = ("status", "kind")
