from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.order.permissions import can_edit_order
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.order.models import Order
    from salesmgmt.core.models import User


@because(_("That the customer was informed is recorded by the sales representative in charge, of a confirmed order."))
def can_tell_customer(user: User, order: Order) -> bool:
    """The rep reports progress to his customer (ORD-06)."""
    return order.confirmed_at is not None and can_edit_order(user, order)
