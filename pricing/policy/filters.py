from pricing.policy.models import PricePolicy
from pricing.policy.states import PolicyStatus
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class PricePolicyFilters(BaseFilterSet):
    status = StatusFilter(PolicyStatus)

    class Meta:
        model = PricePolicy
        fields = ["status"]
        search = ("number", "title")
