"""What the deliveries to bill are filtered by."""

from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.delivery.models import DeliveryNote
from salesmgmt.core.web.filters import PersonFilter


class BillableFilters(CustomerSearch):
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = DeliveryNote
        fields = ["customer__owner"]
        search = ("number", "order__number")
