"""Who records what the customer says of delivered goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.acceptance.states import AcceptanceStatus
from orders.delivery.states import DeliveryNoteStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User

SIGNED = (DeliveryNoteStatus.SIGNED, DeliveryNoteStatus.CLOSED)
CAN_ACCEPT = (AcceptanceStatus.PENDING, AcceptanceStatus.RESOLVED, AcceptanceStatus.OBJECTED)
CAN_OBJECT = (AcceptanceStatus.PENDING, AcceptanceStatus.RESOLVED)


def _assists(user: User, note: DeliveryNote, statuses: tuple) -> bool:
    """The rep assists the customer's acceptance of signed goods (001 三(四)4)."""
    return (
        note.status in SIGNED
        and may(user, "delivery", "U", owner=note.customer.owner)
        and note.lines.filter(acceptance__status__in=statuses).exists()
    )


@because(_("The customer's acceptance is recorded by the sales representative in charge, once the note is signed."))
def can_record_acceptance(user: User, note: DeliveryNote) -> bool:
    return _assists(user, note, CAN_ACCEPT)


@because(
    _("An objection is recorded by the sales representative in charge, before the customer has accepted the goods.")
)
def can_record_objection(user: User, note: DeliveryNote) -> bool:
    return _assists(user, note, CAN_OBJECT)


@because(_("An objection of the customer is settled by the sales representative in charge."))
def can_settle_objection(user: User, note: DeliveryNote) -> bool:
    return _assists(user, note, (AcceptanceStatus.OBJECTED,))
