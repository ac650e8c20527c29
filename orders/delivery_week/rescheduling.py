"""The planned day of a delivery moves, and with it what the customer was promised (ORD-06, ORD-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.dispatch import locked_note
from orders.delivery_week.permissions import can_reschedule_delivery
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    import datetime as dt

    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User


def promised_for(note: DeliveryNote) -> dt.date | None:
    """The first day promised for anything on the note; None where nothing was promised."""
    return note.lines.aggregate(first=Min("order_line__promised_date"))["first"]


def refusal_of_day(day: dt.date, now: dt.date, promised: dt.date | None, reason: str) -> str:
    """Why the goods cannot be planned for this day, or "".

    Any day from today on; one after the promised day only with the reason for which the promise is not kept.
    """
    if day < now:
        return _("The day lies in the past.")
    if promised is not None and day > promised and not reason.strip():
        return _("The customer was promised %(day)s. Say why it will be later.") % {"day": promised.isoformat()}
    return ""


@transaction.atomic
def reschedule_delivery(pk: int, user: User, *, planned_date: dt.date, reason: str = "") -> DeliveryNote:
    """Plan the note for another day, before the goods leave; the rep in charge hears of it and tells the customer.

    BusinessError for a day in the past, and for one after the promised day without a reason.
    """
    note = locked_note(pk)
    require(can_reschedule_delivery(user, note))
    before, promised = note.planned_date, promised_for(note)
    refusal = refusal_of_day(planned_date, today(), promised, reason)
    if refusal:
        raise BusinessError(refusal)
    if planned_date == before:
        return note
    change(note, user, gettext_noop("Planned for another day"), comment=reason.strip(), planned_date=planned_date)
    owner = note.customer.owner
    if owner is not None and owner != user:
        words = {"from": before.isoformat(), "to": planned_date.isoformat()}
        notify(
            [owner],
            lambda: _("%(note)s is planned for another day: %(customer)s") % {"note": note, "customer": note.customer},
            url=note.get_absolute_url(),
            body=lambda: " ".join(filter(None, [_("%(from)s → %(to)s.") % words, reason.strip()])),
        )
    return note
