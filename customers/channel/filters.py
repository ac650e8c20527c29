"""What the channel report is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import regions
from customers.lead.models import Lead
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter


class ChannelFilters(BaseFilterSet):
    created_at = DateRangeFilter(label=_("entered"))
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))

    class Meta:
        model = Lead
        fields = ["created_at", "owner", "region"]
        primary = ("created_at", "owner", "region")
