"""Whether a delivery is charged: it follows from its kind, and is changed by whoever may forgo a receivable."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.dispatch import locked_note
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.delivery.permissions import can_charge_delivery, can_forgo_receivable
from orders.order.closing import those_concerned
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.order.models import Order
    from salesmgmt.core.models import User


def is_billed(note: DeliveryNote) -> bool:
    """Something of it stands on an invoice that is neither cancelled nor credited as invoiced in error, drafts included.

    The lines say so: an invoice of several deliveries names only the first of them itself.
    """
    billing: Any = DeliveryNoteLine._meta.get_field("invoice_lines").related_model
    return billing.objects.filter(delivery_line__note=note).billing().exists()


@transaction.atomic
def charge_delivery(pk: int, user: User) -> DeliveryNote:
    """A sample or service part is paid for after all, or what was forgone is charged again (DLV-09)."""
    note = locked_note(pk)
    require(can_charge_delivery(user, note))
    return change(
        note,
        user,
        gettext_noop("Marked as chargeable"),
        chargeable=True,
        forgone_by=None,
        forgone_at=None,
        forgone_reason="",
    )


@transaction.atomic
def forgo_receivable(pk: int, user: User, comment: str) -> DeliveryNote:
    """The company gives up what this delivery would bring; finance, the rep and his manager are told (DLV-09, REC-13).

    Refused without a reason, and for what stands on an invoice: that is corrected by a credit note. Supply control is
    not passed by it: the customer's account is checked all the same when the note is issued.
    """
    note = locked_note(pk)
    require(can_forgo_receivable(user, note), _("Who may forgo a receivable is set with the write-off."))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    if is_billed(note):
        raise BusinessError(_("This delivery is on an invoice already. A credit note corrects it."))
    change(
        note,
        user,
        gettext_noop("Receivable forgone"),
        comment=comment,
        chargeable=False,
        forgone_by=user,
        forgone_at=timezone.now(),
        forgone_reason=comment.strip()[:500],
    )
    notify(
        those_concerned(note.customer.owner, user),
        lambda: _("Delivery without charge: %(note)s, %(customer)s") % {"note": note, "customer": note.customer},
        url=note.get_absolute_url(),
        body=comment,
    )
    return note


def is_undecided(note: DeliveryNote) -> bool:
    """An ordinary delivery that brings nothing, and nobody has decided it (REC-13); pure."""
    return note.kind == DeliveryNote.Kind.NORMAL and not note.chargeable and note.forgone_by_id is None


def forgone_notes(orders: Iterable[Order]) -> list:
    """The ordinary deliveries of these orders that bring nothing."""
    rows = DeliveryNote.objects.filter(order__in=orders).exclude(status=DeliveryNote.Status.CANCELLED)
    return list(rows.filter(forgone_by__isnull=False).select_related("forgone_by").order_by("pk"))


def closing_remarks(orders: list[Order]) -> dict[int, str]:
    """``{order: what its history says}`` of those that close although something was not charged."""
    found: dict[int, list[str]] = defaultdict(list)
    for note in forgone_notes(orders):
        found[note.order_id].append(f"{note.number}: {note.forgone_reason} ({note.forgone_by})")
    return {pk: "; ".join(words) for pk, words in found.items()}


def can_forgo_goods(user: User, note: DeliveryNote) -> bool:
    return can_forgo_receivable(user, note) and not is_billed(note)
