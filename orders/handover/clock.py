from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from orders.delivery.models import DeliveryNote
from orders.plan.release import heads_of_sales
from salesmgmt.core.calendar import late_if_due_before
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many

if TYPE_CHECKING:
    import datetime as dt


def alert_missing_formalities(now: dt.datetime | None = None) -> int:
    """J03: deliveries whose formalities are not done in time are told to the rep and the head of sales once (DLV-05)."""
    now = now or timezone.now()
    late = DeliveryNote.objects.filter(
        formalities_due_at__lt=late_if_due_before(now), formalities_done_at__isnull=True, delivered_at__isnull=False
    ).select_related("customer__owner")
    heads = list(heads_of_sales())

    def tell(notes: list[DeliveryNote]) -> int:
        return len(
            notify_many(
                Message(
                    [note.customer.owner, *heads],
                    lambda note=note: _("Formalities overdue: %(note)s") % {"note": note},
                    url=note.get_absolute_url(),
                    key=f"formalities-{note.pk}",
                )
                for note in notes
            )
        )

    return in_batches("delivery-formalities", late, tell)
