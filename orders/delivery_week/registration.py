"""What the delivery calendar tells core."""

from django.utils.translation import gettext_lazy as _

from orders.delivery.registration import reads_deliveries
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "orders", _("Delivery calendar"), "delivery-week", "calendar-week", can=reads_deliveries, order=62
    )
