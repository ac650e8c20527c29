"""What market research is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.models import MarketIntelligence, ResearchReport, StrategyProposal
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter, WholeNumberFilter


class ResearchFilters(BaseFilterSet):
    status = StatusFilter(ResearchReport.Status)
    type = filters.ChoiceFilter(choices=ResearchReport.Type.choices)
    year = WholeNumberFilter()
    quarter = filters.ChoiceFilter(choices=ResearchReport._meta.get_field("quarter").choices)
    author = PersonFilter(label=_("author"))

    class Meta:
        model = ResearchReport
        fields = ["status", "type", "year", "quarter", "author"]
        search = ("number", "title", "facts", "conclusions")
        primary = ("status", "type")


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


class StrategyFilters(BaseFilterSet):
    status = StatusFilter(StrategyProposal.Status)
    year = WholeNumberFilter()
    created_by = PersonFilter(label=_("author"))

    class Meta:
        model = StrategyProposal
        fields = ["status", "year", "created_by"]
        search = ("number", "title", "strategy")
        primary = ("status", "year")
