import django_filters as filters

from customers.support.models import SupportRequest
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class SupportFilters(BaseFilterSet):
    status = StatusFilter(SupportRequest.Status)
    department = filters.ChoiceFilter(choices=SupportRequest._meta.get_field("department").choices)

    class Meta:
        model = SupportRequest
        fields = ["status", "department"]
        search = ("question", "opportunity__number", "opportunity__title")
        primary = ("status", "department")
