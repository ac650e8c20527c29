from performance.assessment_scheme.models import AssessmentScheme
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class SchemeFilters(BaseFilterSet):
    status = StatusFilter(AssessmentScheme.Status)

    class Meta:
        model = AssessmentScheme
        fields = ["status", "period_kind"]
        search = ("number", "name")
