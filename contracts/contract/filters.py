import django_filters as filters
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.filters import (
    BaseFilterSet,
    DateRangeFilter,
    MoneyRangeFilter,
    PersonFilter,
    StatusFilter,
    with_or_without,
)


class ContractFilter(BaseFilterSet):
    status = StatusFilter(Contract.Status)
    owner = PersonFilter(field_name="customer__owner", label=_("Responsible rep"))
    end_date = DateRangeFilter(label=_("Contract ends on"))
    amount = MoneyRangeFilter(label=_("Amount"))
    expiring = filters.BooleanFilter(method="filter_expiring", label=_("About to expire"))

    class Meta:
        model = Contract
        fields = ["status", "owner", "end_date", "amount", "expiring"]
        primary = ("status", "owner", "end_date")

    def filter_expiring(self, queryset, name, value):
        return with_or_without(queryset, queryset.expiring(today(), policy().contract_expiry_days), value)
