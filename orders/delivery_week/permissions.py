from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.delivery.states import DeliveryNoteStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User

# After that the goods are on their way: what changes then is the expected arrival.
MOVABLE = (DeliveryNoteStatus.DRAFT, DeliveryNoteStatus.ISSUED)


@because(
    _(
        "The planned day of a delivery is moved by logistics or the sales representative in charge, "
        "before the goods leave the stock."
    )
)
def can_reschedule_delivery(user: User, note: DeliveryNote) -> bool:
    if note.status not in MOVABLE:
        return False
    return may(user, "delivery", "ship", document=note) or may(user, "delivery", "U", owner=note.customer.owner)
