"""What happens to the goods of a delivery note on the road (DLV-07)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote
from orders.shipment.states import ShipmentEventKind


class ShipmentEvent(models.Model):
    """Where the goods were, what went wrong, when they are expected now; never edited (DLV-07).

    Who carries them, vehicle, driver, expected arrival and the open problem stand on the note itself.
    """

    Kind = ShipmentEventKind

    note = models.ForeignKey(DeliveryNote, models.CASCADE, related_name="shipment_events")
    kind = models.CharField(_("kind"), max_length=20, choices=ShipmentEventKind)
    at = models.DateTimeField(_("time"))
    place = models.CharField(_("place"), max_length=100, blank=True)
    text = models.CharField(_("what happened"), max_length=500, blank=True)
    # Where the arrival is expected at another time from then on.
    expected_at = models.DateTimeField(_("expected arrival"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event of a shipment")
        verbose_name_plural = _("events of shipments")

    def __str__(self):
        return f"{self.note} {self.get_kind_display()}"
