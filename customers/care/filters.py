import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.care.models import CareTask, Festival
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class CareFilters(BaseFilterSet):
    status = StatusFilter(CareTask.Status)
    festival = filters.ModelChoiceFilter(queryset=Festival.objects.all(), label=_("festival"), null_label=_("Birthday"))
    day = DateRangeFilter(label=_("day"))
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = CareTask
        fields = ["status", "festival", "day"]
        search = ("customer__name", "contact__name")
        primary = ("status", "festival", "customer__owner")
