"""The delivered goods a return list is written from, as the type-ahead offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.return_order.origin import SIGNED
from salesmgmt.core.calendar import day_of
from salesmgmt.core.money import plain

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def returnable_lines(user: User) -> Any:
    """Lines of signed deliveries this person may read, the newest first."""
    notes = DeliveryNote.objects.visible_to(user).filter(status__in=SIGNED)
    rows = DeliveryNoteLine.objects.filter(note__in=notes.values("pk"))
    return rows.select_related("note", "product").order_by("-note__signed_at", "-pk")


def returnable_label(line: DeliveryNoteLine) -> str:
    return f"{line.note} {line.product.code} {line.product.name}"


def returnable_note(line: DeliveryNoteLine) -> str:
    accepted = line.quantity if line.accepted_quantity is None else line.accepted_quantity
    return _("signed %(day)s, %(accepted)s of %(quantity)s accepted") % {
        "day": day_of(line.note.signed_at).isoformat(),
        "accepted": plain(accepted),
        "quantity": plain(line.quantity),
    }
