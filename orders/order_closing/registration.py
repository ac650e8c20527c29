"""Orders end with the last invoice: what that tells core."""

from django.utils.translation import gettext_lazy as _

from orders.order_closing.closing import close_settled_orders, notes_of
from salesmgmt.core import registry


def register():
    registry.register_fact("order", "delivery_notes", notes_of)
    registry.register_periodic(
        "orders-to-close", _("Orders that are paid and done"), "20 1 * * *", close_settled_orders, in_batches=True
    )
