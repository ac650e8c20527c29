from django.utils.translation import gettext_lazy as _

from customers.strategy.models import StrategyProposal
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter, WholeNumberFilter


class StrategyFilters(BaseFilterSet):
    status = StatusFilter(StrategyProposal.Status)
    year = WholeNumberFilter()
    created_by = PersonFilter(label=_("author"))

    class Meta:
        model = StrategyProposal
        fields = ["status", "year", "created_by"]
        search = ("number", "title", "strategy")
        primary = ("status", "year")
