"""The customer's receipt document (DLV-06)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote


class ReceiptDocument(models.Model):
    """The customer's receiving document, brought back and forwarded to finance and the warehouse (DLV-06)."""

    note = models.ForeignKey(DeliveryNote, models.PROTECT, related_name="receipts")
    reference = models.CharField(_("number of the customer's document"), max_length=60)
    attachment = models.ForeignKey("core.Attachment", models.PROTECT, related_name="+", verbose_name=_("file"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("customer's receipt document")
        verbose_name_plural = _("customer's receipt documents")

    def __str__(self):
        return self.reference
