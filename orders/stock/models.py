from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.inspection.models import Inspection


class StockEntry(models.Model):
    """Passed goods taken into stock by the warehouse (入库单); never edited."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="stock_entries")
    order_line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="stock_entries")
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock entry")
        verbose_name_plural = _("stock entries")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_entry_quantity_positive")]

    def __str__(self):
        return self.number
