from performance.plan_revision.models import SalesPlanRevision
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class SalesPlanRevisionFilters(BaseFilterSet):
    status = StatusFilter(SalesPlanRevision.Status)
    created_by = PersonFilter()

    class Meta:
        model = SalesPlanRevision
        fields = ["status", "created_by"]
        search = ("number", "reason", "plan__number")
