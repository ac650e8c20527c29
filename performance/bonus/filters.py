from performance.bonus.models import Award
from performance.bonus.states import AwardStatus
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class AwardFilters(BaseFilterSet):
    status = StatusFilter(AwardStatus)
    person = PersonFilter()

    class Meta:
        model = Award
        fields = ["status", "kind", "person"]
        search = ("number", "person__name")
