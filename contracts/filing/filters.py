from contracts.filing.models import ContractFiling
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter


class FilingFilter(BaseFilterSet):
    received_on = DateRangeFilter()

    class Meta:
        model = ContractFiling
        fields = ["received_on"]
        search = ("contract__number", "shelf")
