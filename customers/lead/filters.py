"""What lists of leads are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import TAGS, regions
from customers.lead.models import Lead
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class LeadFilters(BaseFilterSet):
    status = StatusFilter(Lead.Status)
    source = filters.MultipleChoiceFilter(choices=Lead.Source.choices, label=_("source"), widget=TAGS, distinct=False)
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    channel = filters.ChoiceFilter(choices=Lead.Channel.choices, label=_("channel"))
    is_priority = filters.BooleanFilter(label=_("priority target"))
    first_contact_overdue = filters.BooleanFilter(label=_("first contact overdue"))
    idle = filters.BooleanFilter(label=_("idle"), field_name="idle_since", lookup_expr="isnull", exclude=True)
    pool = filters.BooleanFilter(
        label=_("in the public pool"), field_name="pool_since", lookup_expr="isnull", exclude=True
    )
    campaign = filters.CharFilter(label=_("campaign"), lookup_expr="iexact")
    created_at = DateRangeFilter(label=_("entered"))

    class Meta:
        model = Lead
        fields = [
            "status",
            "source",
            "campaign",
            "owner",
            "region",
            "channel",
            "is_priority",
            "first_contact_overdue",
            "created_at",
        ]
        primary = ("status", "source", "owner")


class BoardFilters(BaseFilterSet):
    owner = PersonFilter(label=_("responsible rep"))
    source = filters.MultipleChoiceFilter(choices=Lead.Source.choices, label=_("source"), widget=TAGS, distinct=False)
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    is_priority = filters.BooleanFilter(label=_("priority target"))

    class Meta:
        model = Lead
        fields = ["owner", "source", "region", "is_priority"]
        primary = ("owner", "source", "region", "is_priority")
