import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.research.models import ResearchReport
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter, WholeNumberFilter


class ResearchFilters(BaseFilterSet):
    status = StatusFilter(ResearchReport.Status)
    type = filters.ChoiceFilter(choices=ResearchReport.Type.choices)
    year = WholeNumberFilter()
    quarter = filters.ChoiceFilter(choices=ResearchReport._meta.get_field("quarter").choices)
    author = PersonFilter(label=_("author"))

    class Meta:
        model = ResearchReport
        fields = ["status", "type", "year", "quarter", "author"]
        search = ("number", "title", "facts", "conclusions")
        primary = ("status", "type")
