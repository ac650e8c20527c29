import django_filters as filters
from django.utils.translation import pgettext_lazy

from performance.improvement.models import ImprovementProposal
from performance.improvement.states import ImprovementKind, ImprovementStatus
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class ImprovementFilters(BaseFilterSet):
    status = StatusFilter(ImprovementStatus)
    kind = filters.ChoiceFilter(label=pgettext_lazy("improvement", "about"), choices=ImprovementKind.choices)
    created_by = PersonFilter(label=pgettext_lazy("improvement", "proposed by"))

    class Meta:
        model = ImprovementProposal
        fields = ["status", "kind", "created_by"]
        search = ("number", "title")
        primary = ("status", "kind")
