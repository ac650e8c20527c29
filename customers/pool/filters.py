"""What the public pool is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import TAGS, regions
from customers.lead.models import Lead
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter


class PoolFilters(BaseFilterSet):
    source = filters.MultipleChoiceFilter(choices=Lead.Source.choices, label=_("source"), widget=TAGS, distinct=False)
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    pool_since = DateRangeFilter(label=_("in the public pool since"))

    class Meta:
        model = Lead
        fields = ["source", "region", "pool_since"]
        primary = ("source", "region")
