from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.order.permissions import can_edit_order
from orders.order.states import COMING
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.order.models import Order
    from salesmgmt.core.models import User


@because(
    _(
        "Another date is promised by the sales representative in charge, of a confirmed order of which goods are still to "
        "come."
    )
)
def can_change_promise(user: User, order: Order) -> bool:
    return order.status in COMING and can_edit_order(user, order)
