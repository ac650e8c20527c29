from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.delivery.permissions import can_edit_delivery
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User


@because(_("A draft delivery note is checked against the plan release form by its sales representative."))
def can_check_dispatch(user: User, note: DeliveryNote) -> bool:
    """The rep checks before he issues the note (DLV-04)."""
    return can_edit_delivery(user, note)
