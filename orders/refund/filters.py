from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.refund.models import Refund
from salesmgmt.core.web.filters import DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class RefundFilters(CustomerSearch):
    status = StatusFilter(Refund.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    refunded_on = DateRangeFilter(label=_("refunded on"))
    amount = MoneyRangeFilter()

    class Meta:
        model = Refund
        fields = ["status", "customer__owner", "refunded_on", "amount"]
        search = ("number", "payment__number", "credit__number", "payee")
        primary = ("status", "customer__owner")
