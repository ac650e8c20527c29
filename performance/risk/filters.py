import django_filters as filters
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.risk.models import RiskReport
from performance.risk.states import KNOWN, OPEN, RiskCategory, RiskStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter, WholeNumberFilter


class RiskFilters(BaseFilterSet):
    status = StatusFilter(RiskStatus)
    category = filters.ChoiceFilter(label=pgettext_lazy("risk", "category"), choices=RiskCategory.choices)
    reporter = PersonFilter(label=pgettext_lazy("risk", "reported by"))
    high = filters.BooleanFilter(label=_("high"), method="filter_high")
    likelihood = WholeNumberFilter(label=_("likelihood"))
    impact = WholeNumberFilter(label=pgettext_lazy("risk", "impact"))
    open = filters.BooleanFilter(label=pgettext_lazy("risk", "open"), method="filter_open")
    due = filters.BooleanFilter(label=_("to be assessed again"), method="filter_due")

    class Meta:
        model = RiskReport
        fields = ["status", "category", "reporter", "likelihood", "impact"]
        search = ("number", "title", "customer__name")
        primary = ("status", "category")

    def filter_high(self, rows, name, value):
        rows = rows.annotate(product=F("likelihood") * F("impact"))
        high = {"product__gte": policy().risk_high_level}
        return rows.filter(**high) if value else rows.exclude(**high)

    def filter_open(self, rows, name, value):
        return rows.open() if value else rows.exclude(status__in=OPEN)

    def filter_due(self, rows, name, value):
        due = {"status__in": KNOWN, "next_review__lte": today()}
        return rows.filter(**due) if value else rows.exclude(**due)
