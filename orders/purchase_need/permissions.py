from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.order.models import Order
    from orders.purchase_need.models import PurchaseNeed
    from salesmgmt.core.models import User


@because(_("Purchase needs are entered by purchasing, for a confirmed order that was handed over to it."))
def can_open_need(user: User, order: Order) -> bool:
    allowed = user.has_role(Role.PUR) and may(user, "purchase_need", "C", document=order)
    return allowed and order.status in order.OPEN


@because(_("A purchase need is followed by purchasing, until the goods have arrived."))
def can_follow_need(user: User, need: PurchaseNeed) -> bool:
    return need.status not in need.ENDED and may(user, "purchase_need", "U", document=need)


@because(_("A purchase need is changed by purchasing, while it is not ordered."))
def can_edit_need(user: User, need: PurchaseNeed) -> bool:
    return need.is_editable and may(user, "purchase_need", "U", document=need)
