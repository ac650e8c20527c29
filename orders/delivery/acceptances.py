"""What customers, to the left, ask about orders: by number, without prices (SVC-01, SVC-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.delivery.models import DeliveryNoteLine
from salesmgmt.core.calendar import SHANGHAI

if TYPE_CHECKING:
    from customers.customer.models import Customer


def acceptances(customer: Customer) -> list:
    """``[(order number, contract number, product code, accepted on)]``: goods the customer signed for (SVC-01).

    Several deliveries of one product give a row each; who asks takes the newest that fits.
    """
    rows = DeliveryNoteLine.objects.filter(
        note__order__customer=customer, note__signed_at__isnull=False, accepted_quantity__gt=0
    )
    found = rows.values_list(
        "note__order__number", "note__order__contract__number", "order_line__product__code", "note__signed_at"
    )
    return [
        (order, contract or "", product, signed.astimezone(SHANGHAI).date())
        for order, contract, product, signed in found
    ]
