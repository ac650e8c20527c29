"""What the deliveries to bill are filtered by."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.identity.filters import CustomerSearch
from orders.delivery.models import DeliveryNote
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter


class BillableFilters(CustomerSearch):
    customer__owner = PersonFilter(label=_("responsible rep"))
    signed_at = DateRangeFilter(label=pgettext_lazy("delivery", "signed on"))

    class Meta:
        model = DeliveryNote
        fields = ["customer__owner", "signed_at"]
        search = ("number", "order__number")
