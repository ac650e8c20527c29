from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.order_change.models import OrderChange
    from salesmgmt.core.models import User


@because(_("A change of an order is edited by the sales representative who is in charge of it."))
def can_edit_change(user: User, change: OrderChange) -> bool:
    return may(user, "order_change", "U", owner=change.responsible, document=change)


@because(
    _("A change of an order is passed on by the sales representative in charge of it or the manager who decides it.")
)
def can_carry_out_change(user: User, change: OrderChange) -> bool:
    """Sales passes an approved change on: the representative, or the manager who decided (CHG-05)."""
    return can_edit_change(user, change) or may(user, "order_change", "A", owner=change.responsible, document=change)
