from performance.settlement.models import AnnualSettlement
from performance.settlement.states import SettlementStatus
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class SettlementFilters(BaseFilterSet):
    status = StatusFilter(SettlementStatus)

    class Meta:
        model = AnnualSettlement
        fields = ["status", "year"]
        search = ("number",)
