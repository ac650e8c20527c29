"""The goods on the road: events, problems, and when they are expected now (DLV-07; 000 二(二)3, 001 三(四)3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.dispatch import locked_note
from orders.shipment.models import ShipmentEvent
from orders.shipment.permissions import can_track_shipment
from orders.shipment.rules import event_problem
from orders.shipment.states import ShipmentEventKind
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    import datetime as dt

    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models.organisation import PeopleQuerySet


@transaction.atomic
def record_event(
    pk: int,
    user: User,
    *,
    kind: str,
    at: dt.datetime,
    place: str = "",
    text: str = "",
    expected_at: dt.datetime | None = None,
) -> DeliveryNote:
    """Where the goods are, what went wrong, when they are expected now; the rep and logistics hear of a problem (DLV-07)."""
    note = locked_note(pk)
    require(can_track_shipment(user, note))
    refusal = event_problem(
        kind,
        at,
        text,
        expected_at,
        departed_at=note.departed_at,
        problem=note.transport_problem,
        now=timezone.now(),
    )
    if refusal:
        raise BusinessError(refusal)
    event = ShipmentEvent.objects.create(
        note=note, kind=kind, at=at, place=place.strip(), text=text.strip(), expected_at=expected_at, recorded_by=user
    )
    problem = note.transport_problem
    if kind in (ShipmentEventKind.PROBLEM, ShipmentEventKind.SOLVED):
        problem = event.text if kind == ShipmentEventKind.PROBLEM else ""
    said = " ".join(part for part in (str(event.get_kind_display()), event.place, event.text) if part)
    change(
        note,
        user,
        gettext_noop("On the road"),
        comment=said,
        transport_problem=problem,
        expected_at=expected_at or note.expected_at,
    )
    if kind == ShipmentEventKind.PROBLEM:
        notify(
            [person for person in those_on_the_road(note) if person != user],
            lambda: _("Problem on the road: %(note)s, %(customer)s") % {"note": note, "customer": note.customer},
            url=note.get_absolute_url(),
            body=said,
        )
    return note


def those_on_the_road(note: DeliveryNote) -> list[User]:
    """Logistics and the responsible rep."""
    return [*those_of_logistics(), *([note.customer.owner] if note.customer.owner else [])]


def those_of_logistics() -> PeopleQuerySet:
    return User.objects.with_role(Role.LOG)


def road_shown(note: DeliveryNote, user: User) -> dict | None:
    """The card on the page of a note that has left."""
    if note.departed_at is None:
        return None
    on_the_road = note.status == note.Status.IN_TRANSIT
    late = on_the_road and note.expected_at is not None and note.expected_at < timezone.now()
    return {
        "note": note,
        "late": late,
        "on_the_road": on_the_road,
        "events": note.shipment_events.select_related("recorded_by"),
    }
