import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.identity.filters import CustomerSearch
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.dunning.states import Cause
from salesmgmt.core.web.filters import DateInput, DateRangeFilter, PersonFilter, StatusFilter


class DoubtfulFilters(CustomerSearch):
    status = StatusFilter(DoubtfulReceivable.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    cause = filters.ChoiceFilter(choices=Cause.choices, label=_("cause of the delay"))
    doubtful_at = filters.DateFilter(method="filter_doubtful_at", label=_("doubtful on the day"), widget=DateInput)
    marked_on = DateRangeFilter(label=_("doubtful since"))
    ended_on = DateRangeFilter(label=pgettext_lazy("receivable", "ended on"))

    class Meta:
        model = DoubtfulReceivable
        fields = ["status", "customer__owner", "cause", "doubtful_at", "marked_on", "ended_on"]
        search = ("number", "invoice__number", "invoice__invoice_no")
        primary = ("status", "customer__owner", "cause")

    def filter_doubtful_at(self, queryset, name, value):
        return queryset.doubtful_at(value)


class WriteOffFilters(CustomerSearch):
    status = StatusFilter(WriteOff.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    decided_on = DateRangeFilter(label=_("written off on"))

    class Meta:
        model = WriteOff
        fields = ["status", "customer__owner", "decided_on"]
        search = ("number", "doubtful__number", "doubtful__invoice__number")
        primary = ("status", "customer__owner")
