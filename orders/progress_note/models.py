"""What customers were told of the progress of their orders (ORD-06)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.order.models import Order
from orders.progress_note.states import ToldBy


class CustomerProgressNote(models.Model):
    """The customer was told how far his order is: when, by which way, to whom, in which words; never edited (ORD-06)."""

    Channel = ToldBy

    order = models.ForeignKey(
        Order, models.PROTECT, related_name="progress_notes", verbose_name=_("order"), db_index=False
    )
    told_at = models.DateTimeField(_("customer told at"))
    channel = models.CharField(pgettext_lazy("progress note", "channel"), max_length=20, choices=ToldBy)
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    text = models.TextField(pgettext_lazy("progress note", "what was said"))
    # How the order stood then, so that a later reader knows what the words were about.
    order_status = models.CharField(_("status"), max_length=30)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = _("progress note to the customer")
        verbose_name_plural = _("progress notes to customers")
        # The last word the customer of an order was given.
        indexes = [models.Index(fields=["order", "-told_at"], name="progress_note_last")]

    def __str__(self):
        return f"{self.order} {self.told_at:%Y-%m-%d %H:%M}"
