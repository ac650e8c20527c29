"""How much of a product is there, as of a moment (PRC-13)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.product.models import Product
from pricing.stock_level.querysets import StockLevelQuerySet


class StockLevel(models.Model):
    """The stock of a product on a day, as the planner or the warehouse states it; the latest counts."""

    KIND = "stock_level"

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="stock_levels", verbose_name=_("product"), db_index=False
    )
    quantity = models.DecimalField(
        _("quantity in stock"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    as_of = models.DateField(_("as of"))
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = StockLevelQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        constraints = [
            models.UniqueConstraint(fields=["product", "as_of"], name="one_stock_level_per_product_and_day"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="stock_level_is_not_negative"),
        ]

    def __str__(self):
        return f"{self.product} {self.as_of}"

    def get_absolute_url(self):
        return reverse("stock-level-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    def touched_fields(self):
        """Fields that save() sets by itself and that must be named in update_fields."""
        return ["updated_at"]
