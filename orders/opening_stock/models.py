"""What lay in the finished goods store when the company began to keep its stock here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.opening_stock.querysets import OpeningStockQuerySet


class OpeningStock(models.Model):
    """Stated once for each product: what lies there, beside what the documents in this program already say of it."""

    KIND = "opening_stock"

    product = models.OneToOneField(
        "pricing.Product", models.PROTECT, related_name="opening_stock", verbose_name=_("product")
    )
    quantity = models.DecimalField(_("in the store"), max_digits=14, decimal_places=2)
    book = models.DecimalField(_("by the documents"), max_digits=14, decimal_places=2, editable=False)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = OpeningStockQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opening stock")
        verbose_name_plural = _("opening stock")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0, book__gte=0), name="opening_stock_not_negative")
        ]

    def __str__(self):
        return str(_("Opening stock"))

    def get_absolute_url(self):
        return reverse("opening-stock-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    def touched_fields(self):
        return []
