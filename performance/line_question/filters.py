import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import LineQuestion
from performance.commission.states import QuestionKind
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter


class QuestionFilters(BaseFilterSet):
    open = filters.BooleanFilter(label=pgettext_lazy("commission line", "not decided"), method="filter_open")
    kind = filters.ChoiceFilter(choices=QuestionKind.choices, label=_("kind"))
    statement__person = PersonFilter(label=_("representative"))
    answer_by = DateRangeFilter()

    class Meta:
        model = LineQuestion
        fields = ["kind", "answer_by"]
        search = ("reference", "statement__number", "statement__person__name", "reason")
        primary = ("open", "kind", "statement__person")

    def filter_open(self, rows, name, value):
        return rows.filter(outcome="") if value else rows.exclude(outcome="")
