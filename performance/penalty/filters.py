from performance.penalty.models import Penalty
from performance.penalty.states import PenaltyStatus
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class PenaltyFilters(BaseFilterSet):
    status = StatusFilter(PenaltyStatus)
    person = PersonFilter()

    class Meta:
        model = Penalty
        fields = ["status", "kind", "person"]
        search = ("number", "person__name", "customer__name")
        primary = ("status", "kind", "person")
