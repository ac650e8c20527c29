"""What the list of opportunities is filtered by."""

from django.utils.translation import gettext_lazy as _

from customers.models import Opportunity
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class OpportunityFilters(BaseFilterSet):
    status = StatusFilter(Opportunity.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    expected_on = DateRangeFilter()
    expected_amount = MoneyRangeFilter()

    class Meta:
        model = Opportunity
        fields = ["status", "customer__owner", "expected_on", "expected_amount"]
        primary = ("status", "customer__owner")
