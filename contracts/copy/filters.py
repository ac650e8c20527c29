import django_filters as filters
from django.utils.translation import gettext_lazy as _

from contracts.copy.models import ContractCopy
from salesmgmt.core.web.filters import BaseFilterSet, with_or_without


class CopyFilter(BaseFilterSet):
    holder = filters.ChoiceFilter(choices=ContractCopy.Holder.choices, label=_("Holder"))
    waiting = filters.BooleanFilter(field_name="acknowledged_at", lookup_expr="isnull", label=_("Not acknowledged"))
    mine = filters.BooleanFilter(method="filter_mine", label=_("For me to acknowledge"))

    class Meta:
        model = ContractCopy
        fields = ["holder", "waiting", "mine"]
        search = ("contract__number", "contract__customer__name")

    def filter_mine(self, queryset, name, value):
        return with_or_without(queryset, queryset.waiting_for(self.user), value)
