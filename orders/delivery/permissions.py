from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.delivery.states import REPLACING, DeliveryNoteStatus
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote
    from orders.order.models import Order
    from salesmgmt.core.models import User


@because(
    _(
        "A delivery note is made by the sales representative in charge of the customer, for an order that can be delivered."
    )
)
def can_create_delivery(user: User, order: Order) -> bool:
    return may(user, "delivery", "C", owner=order.customer.owner) and order.status in order.DELIVERABLE


@because(_("A delivery note is edited by the sales representative in charge of the customer, while it is a draft."))
def can_edit_delivery(user: User, note: DeliveryNote) -> bool:
    return note.is_editable and may(user, "delivery", "U", owner=note.customer.owner)


@because(_("A draft delivery note is issued by the sales representative in charge of the customer."))
def can_issue_delivery(user: User, note: DeliveryNote) -> bool:
    return note.can_become(DeliveryNoteStatus.ISSUED) and may(user, "delivery", "U", owner=note.customer.owner)


@because(
    _("A delivery note is cancelled by the sales representative in charge of the customer, before the goods leave.")
)
def can_cancel_delivery(user: User, note: DeliveryNote) -> bool:
    return note.can_become(DeliveryNoteStatus.CANCELLED) and may(user, "delivery", "U", owner=note.customer.owner)


@because(
    _(
        "A delivery is marked as chargeable once: by its sales representative while it is a draft, by finance until it is billed."
    )
)
def can_charge_delivery(user: User, note: DeliveryNote) -> bool:
    """A sample or service part is marked as chargeable by the rep before it is issued, by finance until it is billed
    (DLV-09)."""
    if note.chargeable or note.status == DeliveryNoteStatus.CANCELLED or _is_replacement(note):
        return False
    return can_edit_delivery(user, note) or may(user, "invoice", "C")


def _is_replacement(note: DeliveryNote) -> bool:
    """In the place of returned goods, whose own delivery is billed; a charge forgone of it may be charged again."""
    return note.kind in REPLACING and note.forgone_by_id is None


def can_forgo_receivable(user: User, note: DeliveryNote) -> bool:
    """What a delivery would bring is forgone by whoever decides a write-off (REC-04, SET-47): the general manager, or
    finance where the setting names finance alone; never the one who drew the note up (SEC-04)."""
    if not user.has_role(Role.GM, Role.FIN):
        return False
    decider = Role.GM if Role.GM in policy().write_off_approvers else Role.FIN
    return (
        note.chargeable
        and note.status != DeliveryNoteStatus.CANCELLED
        and user.has_role(decider)
        and note.created_by_id != user.pk
        and may(user, "delivery", "R", owner=note.customer.owner, document=note)
    )


@because(_("Goods leave the stock through the warehouse alone, for an issued delivery note."))
def can_issue_stock(user: User, note: DeliveryNote) -> bool:
    """Only the warehouse lets goods go (DLV-01)."""
    return note.can_become(DeliveryNoteStatus.OUTBOUND) and may(user, "delivery", "A", document=note)


@because(
    _(
        "Departure and arrival are recorded by logistics or the sales representative in charge, after the goods left the stock."
    )
)
def can_ship_delivery(user: User, note: DeliveryNote) -> bool:
    """Departure and arrival: logistics, or the rep who carries the goods himself (DLV-07, SET-46)."""
    if note.status not in (DeliveryNoteStatus.OUTBOUND, DeliveryNoteStatus.IN_TRANSIT):
        return False
    return may(user, "delivery", "ship", document=note) or may(user, "delivery", "U", owner=note.customer.owner)


def has_left_stock(note: DeliveryNote) -> bool:
    return note.status in note.HOLDS_STOCK and note.status != DeliveryNoteStatus.ISSUED


def can_depart_delivery(user: User, note: DeliveryNote) -> bool:
    return note.status == DeliveryNoteStatus.OUTBOUND and can_ship_delivery(user, note)


def can_arrive_delivery(user: User, note: DeliveryNote) -> bool:
    return note.status == DeliveryNoteStatus.IN_TRANSIT and can_ship_delivery(user, note)
