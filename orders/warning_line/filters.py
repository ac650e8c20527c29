import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.warning_line.models import LineAlert
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter


class LineAlertFilters(CustomerSearch):
    state = filters.ChoiceFilter(choices=LineAlert.State.choices, label=_("state"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    raised_at = DateRangeFilter(label=_("since"))
    open = filters.BooleanFilter("ended_at", "isnull", label=_("still so"))

    class Meta:
        model = LineAlert
        fields = ["state", "customer__owner", "raised_at"]
        search = ()
        primary = ("state", "customer__owner")
