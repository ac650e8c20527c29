import django_filters as filters
from django.utils.translation import gettext_lazy as _

from performance.assessment.models import Assessment, AssessmentPeriod
from performance.metric.states import PeriodKind
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class AssessmentFilters(BaseFilterSet):
    status = StatusFilter(Assessment.Status)
    person = PersonFilter()
    period = filters.ModelChoiceFilter(queryset=AssessmentPeriod.objects.all(), label=_("period"))
    period__kind = filters.ChoiceFilter(label=_("kind of period"), choices=PeriodKind.choices)

    class Meta:
        model = Assessment
        fields = ["status", "person", "period", "period__kind"]
        search = ("number", "person__name")
        primary = ("status", "period")
