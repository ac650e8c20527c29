"""What the list of sample and service part requests is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.sample.models import SampleRequest
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class SampleFilters(BaseFilterSet):
    status = StatusFilter(SampleRequest.Status)
    kind = filters.ChoiceFilter(choices=SampleRequest.Kind.choices, label=_("kind"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    needed_on = DateRangeFilter(label=_("needed on"))

    class Meta:
        model = SampleRequest
        fields = ["status", "kind", "customer__owner", "needed_on"]
        search = ("number", "customer__name", "product_name", "product_code")
        primary = ("status", "kind", "customer__owner")
