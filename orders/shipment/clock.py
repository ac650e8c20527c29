from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from orders.delivery.models import DeliveryNote
from orders.shipment.tracking import those_of_logistics
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many

if TYPE_CHECKING:
    import datetime as dt


def alert_late_shipments(at: dt.datetime | None = None) -> int:
    """J05: goods that are not there when they were expected are told to logistics and the rep, once for an expected
    arrival (DLV-07); who gives a later one is waited for until then."""
    late = DeliveryNote.objects.late_on_the_road(at or timezone.now()).select_related("customer__owner")

    logistics = list(those_of_logistics())

    def tell(notes: list[DeliveryNote]) -> int:
        return len(
            notify_many(
                Message(
                    [*logistics, note.customer.owner],
                    lambda note=note: (
                        _("Not arrived when expected: %(note)s, %(customer)s")
                        % {"note": note, "customer": note.customer}
                    ),
                    url=note.get_absolute_url(),
                    body=note.transport_problem,
                    key=f"eta-{note.pk}-{note.expected_at:%Y%m%d%H%M}",
                )
                for note in notes
            )
        )

    return in_batches("shipment-eta", late, tell)
