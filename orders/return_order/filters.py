import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.complaint_cause.models import ComplaintCause
from customers.identity.filters import CustomerSearch
from orders.return_order.models import ReturnOrder
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter, StatusFilter


class ReturnFilters(CustomerSearch):
    status = StatusFilter(ReturnOrder.Status)
    category = filters.ChoiceFilter(choices=ReturnOrder.Category.choices, label=_("return category"))
    cause = filters.ModelChoiceFilter(queryset=ComplaintCause.objects.all(), label=_("root cause"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    required_by = DateRangeFilter(label=_("customer asks us to come by"))
    notified_at = DateRangeFilter(label=_("notice received at"))

    class Meta:
        model = ReturnOrder
        fields = ["status", "category", "cause", "customer__owner", "required_by", "notified_at"]
        search = ("number", "customer_document")
        primary = ("status", "category", "customer__owner")
