import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.payment.models import Payment
from salesmgmt.core.web.filters import DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class PaymentFilters(CustomerSearch):
    status = StatusFilter(Payment.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    free = filters.BooleanFilter(method="filter_free", label=_("money to allocate"))
    date = DateRangeFilter(label=_("received on"))
    amount = MoneyRangeFilter()

    class Meta:
        model = Payment
        fields = ["status", "customer__owner", "free", "kind", "method", "date", "amount"]
        search = ("number", "reference", "payer")
        primary = ("status", "customer__owner", "free")

    def filter_free(self, queryset, name, value):
        return queryset.filter(unallocated__gt=0) if value else queryset.filter(unallocated=0)
