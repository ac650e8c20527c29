from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.delivery.permissions import can_ship_delivery
from orders.delivery.states import DeliveryNoteStatus
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User


@because(
    _("What happens on the road is recorded by logistics or the sales representative in charge, until the arrival.")
)
def can_track_shipment(user: User, note: DeliveryNote) -> bool:
    return note.status == DeliveryNoteStatus.IN_TRANSIT and can_ship_delivery(user, note)
