import django_filters as filters
from django.utils.translation import gettext_lazy as _

from performance.pre_draw.models import PreDraw
from performance.pre_draw.states import PreDrawStatus
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class PreDrawFilters(BaseFilterSet):
    status = StatusFilter(PreDrawStatus)
    person = PersonFilter()
    month = filters.DateFilter(label=_("month"), method="filter_month")

    class Meta:
        model = PreDraw
        fields = ["status", "person", "month"]
        search = ("number", "person__name")

    def filter_month(self, rows, name, value):
        return rows.filter(month=value.replace(day=1))
