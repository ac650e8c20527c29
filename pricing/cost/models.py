from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pricing.product.models import Product
from salesmgmt.core.money import MoneyField


class ProductCost(models.Model):
    """The unit cost from a day on, in its four parts. A trade secret: only pages that asked sees_cost() read it."""

    PARTS = ("material", "production", "transport", "management")

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="costs", verbose_name=_("product"), db_index=False
    )
    valid_from = models.DateField(_("valid from"))
    material = MoneyField(_("raw material"), default=0)
    production = MoneyField(_("production cost"), default=0)
    transport = MoneyField(_("transport cost"), default=0)
    management = MoneyField(_("management cost"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("product cost")
        verbose_name_plural = _("product costs")
        constraints = [
            models.UniqueConstraint(fields=["product", "valid_from"], name="one_cost_per_product_and_day"),
        ]

    def __str__(self):
        return f"{self.product} {self.valid_from}"

    @property
    def total(self):
        return self.material + self.production + self.transport + self.management
