"""What comparable products cost at competitors (PRC-02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.competitor.querysets import CompetitorPriceQuerySet
from pricing.product.models import Product
from salesmgmt.core.money import UnitPriceField


class CompetitorPrice(models.Model):
    """The price of one competitor for a comparable product on a day, tax included, and where it was heard."""

    KIND = "competitor_price"

    product = models.ForeignKey(
        Product,
        models.PROTECT,
        related_name="competitor_prices",
        verbose_name=_("our comparable product"),
        db_index=False,
    )
    competitor = models.CharField(_("competitor"), max_length=80)
    price = UnitPriceField(_("competitor's price"))
    seen_on = models.DateField(_("seen on"))
    source = models.CharField(_("where it comes from"), max_length=120)
    comparison = models.TextField(
        _("compared with ours"), blank=True, help_text=_("Quality, brand and service of his product beside ours.")
    )
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

    objects = CompetitorPriceQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]
        # The list as it opens.
        indexes = [models.Index(fields=["-seen_on", "-id"], name="competitor_price_by_day")]
        verbose_name = _("competitor price")
        verbose_name_plural = _("competitor prices")
        constraints = [
            models.CheckConstraint(condition=Q(price__gt=0), name="competitor_price_is_positive"),
            # The key of the import: the same price heard again replaces the former.
            models.UniqueConstraint(
                fields=["product", "competitor", "seen_on"], name="one_competitor_price_per_product_and_day"
            ),
        ]

    def __str__(self):
        return f"{self.competitor} · {self.product}"

    def get_absolute_url(self):
        return reverse("competitor-price-detail", args=[self.pk])

    @property
    def responsible(self):
        return self.created_by

    def is_routed_to(self, user):
        """Nobody is asked about it: it belongs to who entered it, and all of sales reads it."""
        return False

    def touched_fields(self):
        """Fields that save() sets by itself and that must be named in update_fields."""
        return ["updated_at"]
