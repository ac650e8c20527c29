"""What lists of leads are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.filters.customer import TAGS, regions
from customers.models import Lead
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class LeadFilters(BaseFilterSet):
    status = StatusFilter(Lead.Status)
    source = filters.MultipleChoiceFilter(choices=Lead.Source.choices, label=_("source"), widget=TAGS)
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    channel = filters.ChoiceFilter(choices=Lead.Channel.choices, label=_("channel"))
    is_priority = filters.BooleanFilter(label=_("priority target"))
    created_at = DateRangeFilter(label=_("entered"))

    class Meta:
        model = Lead
        fields = ["status", "source", "owner", "region", "channel", "is_priority", "created_at"]
        primary = ("status", "source", "owner")


class ChannelFilters(BaseFilterSet):
    created_at = DateRangeFilter(label=_("entered"))
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))

    class Meta:
        model = Lead
        fields = ["created_at", "owner", "region"]
        primary = ("created_at", "owner", "region")
