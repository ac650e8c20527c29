import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.intelligence.models import MarketIntelligence
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class IntelligenceFilters(BaseFilterSet):
    status = StatusFilter(MarketIntelligence.Status)
    topic = filters.ChoiceFilter(choices=MarketIntelligence.Topic.choices)
    created_by = PersonFilter(label=_("passed on by"))
    competitor = filters.CharFilter(lookup_expr="icontains")
    created_at = DateRangeFilter(label=_("passed on at"))

    class Meta:
        model = MarketIntelligence
        fields = ["status", "topic", "created_by", "competitor", "created_at"]
        primary = ("status", "topic")
