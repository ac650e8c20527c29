import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import CommissionStatement
from performance.commission.states import CommissionStatus
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class StatementFilters(BaseFilterSet):
    status = StatusFilter(CommissionStatus)
    month = filters.DateFilter(label=_("month"), method="filter_month")
    person = PersonFilter(label=_("representative"))
    qualified = filters.BooleanFilter(label=pgettext_lazy("commission", "quota met"))

    class Meta:
        model = CommissionStatement
        fields = ["status", "month", "person", "qualified"]
        search = ("number", "person__name")
        primary = ("status", "month", "person")

    def filter_month(self, rows, name, value):
        return rows.filter(month=value.replace(day=1))
