from django.utils.translation import gettext_lazy as _

from customers.customer.search_filters import CustomerSearch
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.states import MonthlyTaskStatus
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter, StatusFilter


class MonthlyTaskFilters(CustomerSearch):
    status = StatusFilter(MonthlyTaskStatus)
    customer__owner = PersonFilter(label=_("responsible rep"))
    month = DateRangeFilter(label=_("month"))

    class Meta:
        model = MonthlyAccountTask
        fields = ["status", "customer__owner", "month"]
        search = ("number",)
        primary = ("status", "customer__owner")
