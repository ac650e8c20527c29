import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.visit.models import Visit
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class VisitFilters(BaseFilterSet):
    status = StatusFilter(Visit.Status)
    visitor = PersonFilter(label=_("visited by"))
    day = DateRangeFilter(label=_("day"))
    is_unplanned = filters.BooleanFilter(label=_("unplanned"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    customer__is_key = filters.BooleanFilter(label=_("key customer"))

    class Meta:
        model = Visit
        fields = ["status", "visitor", "day", "is_unplanned"]
        primary = ("status", "visitor", "day")
