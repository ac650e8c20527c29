import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import CommissionLine
from performance.commission.states import CommissionKind
from performance.earning.states import WhyNot
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter


class UnpaidFilters(BaseFilterSet):
    why = filters.ChoiceFilter(choices=WhyNot.choices, label=pgettext_lazy("commission", "why it is not paid"))
    month = filters.DateFilter(label=_("month"), method="filter_month")
    person = PersonFilter(label=_("representative"))
    kind = filters.ChoiceFilter(choices=CommissionKind.choices, label=_("kind"))

    # “3 ‰ would be so much”, before anybody decides: it narrows nothing and stores nothing.
    trial = filters.NumberFilter(
        label=_("rate in ‰ to try"), method="filter_nothing", min_value=0, max_value=1000, decimal_places=3
    )

    class Meta:
        model = CommissionLine
        fields = ["month", "person", "kind"]
        search = ("reference", "customer__name", "person__name")
        primary = ("why", "month", "person")

    def filter_nothing(self, rows, name, value):
        return rows

    def filter_month(self, rows, name, value):
        return rows.filter(month=value.replace(day=1))
