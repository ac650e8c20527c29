from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.statement.models import Statement
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter, StatusFilter


class StatementFilters(CustomerSearch):
    status = StatusFilter(Statement.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    date_to = DateRangeFilter(label=_("period ends"))

    class Meta:
        model = Statement
        fields = ["status", "customer__owner", "date_to"]
        search = ("number",)
