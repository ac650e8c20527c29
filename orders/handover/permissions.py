"""Who may do what at the hand-over of delivered goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.delivery.states import DeliveryNoteCopyDestination, DeliveryNoteStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User


@because(_("The signature of delivered goods is recorded by the sales representative in charge of the customer."))
def can_record_signature(user: User, note: DeliveryNote) -> bool:
    return note.status == DeliveryNoteStatus.DELIVERED and may(user, "delivery", "U", owner=note.customer.owner)


@because(_("A difference found at delivery is settled by the sales representative in charge of the customer."))
def can_settle_difference(user: User, note: DeliveryNote) -> bool:
    return note.status == DeliveryNoteStatus.DIFFERENCE and may(user, "delivery", "U", owner=note.customer.owner)


def can_record_receipt(user: User, note: DeliveryNote) -> bool:
    return note.status in (
        DeliveryNoteStatus.DELIVERED,
        DeliveryNoteStatus.DIFFERENCE,
        DeliveryNoteStatus.SIGNED,
    ) and may(user, "delivery", "U", owner=note.customer.owner)


@because(
    _("The formalities of delivered goods are completed once, by the sales representative in charge of the customer.")
)
def can_complete_formalities(user: User, note: DeliveryNote) -> bool:
    """The formalities are always the rep's (CF-11)."""
    return (
        note.status in (DeliveryNoteStatus.DELIVERED, DeliveryNoteStatus.DIFFERENCE, DeliveryNoteStatus.SIGNED)
        and note.formalities_done_at is None
        and may(user, "delivery", "U", owner=note.customer.owner)
    )


@because(_("The warehouse records that its copy of a delivered note is back, once."))
def can_return_copy(user: User, note: DeliveryNote) -> bool:
    """The warehouse records that its signed copy is back (DLV-02)."""
    return (
        note.status in (DeliveryNoteStatus.DELIVERED, DeliveryNoteStatus.DIFFERENCE, DeliveryNoteStatus.SIGNED)
        and may(user, "delivery", "A", document=note)
        and any(
            copy.destination == DeliveryNoteCopyDestination.WAREHOUSE and copy.returned_at is None
            for copy in note.copies.all()
        )
    )


@because(_("A delivery note is closed by the sales representative in charge of the customer, once it was signed."))
def can_close_delivery(user: User, note: DeliveryNote) -> bool:
    return note.can_become(DeliveryNoteStatus.CLOSED) and may(user, "delivery", "U", owner=note.customer.owner)


def why_not_closed(user: User, note: DeliveryNote) -> str:
    if note.status != DeliveryNoteStatus.SIGNED:
        return ""
    missing = []
    if not note.has_receipt:
        missing.append(str(_("customer's receipt document")))
    if note.formalities_done_at is None:
        missing.append(str(_("formalities")))
    if not any(copy.returned_at for copy in note.copies.all()):
        missing.append(str(_("signed copy at the warehouse")))
    return _("Still missing before closing: %(what)s.") % {"what": "、".join(missing)} if missing else ""
