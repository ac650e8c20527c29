"""Prices of raw materials that are watched, the products made of them, and the price reviews they start (PRC-06)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.material.querysets import MaterialIndexQuerySet, PriceReviewQuerySet
from pricing.material.states import REVIEW_TRANSITIONS, ReviewStatus
from pricing.product.models import HUNDRED, Product
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger

SMALLEST = "0.000001"


class MaterialPriceIndex(models.Model):
    """A material or market price that is read again and again, such as hot-rolled steel in yuan a ton."""

    KIND = "material_index"

    name = models.CharField(_("material or cost"), max_length=80, unique=True)
    unit = models.CharField(_("unit of the figure"), max_length=40)
    source = models.CharField(_("where it is read"), max_length=120)
    is_active = models.BooleanField(_("watched"), default=True)
    # What the next reading is compared with: the reading of the last review, so that many small moves count as well.
    base_value = models.DecimalField(_("reviewed figure"), max_digits=16, decimal_places=6, null=True, editable=False)
    base_day = models.DateField(_("reviewed on"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = MaterialIndexQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("material index")
        verbose_name_plural = _("material indices")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("material-index-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    def touched_fields(self):
        """Fields that save() sets by itself and that must be named in update_fields."""
        return ["updated_at"]


class MaterialReading(models.Model):
    """The figure of an index on a day."""

    index = models.ForeignKey(
        MaterialPriceIndex, models.CASCADE, related_name="readings", verbose_name=_("index"), db_index=False
    )
    day = models.DateField(_("day"))
    value = models.DecimalField(
        _("figure"), max_digits=16, decimal_places=6, validators=[MinValueValidator(float(SMALLEST))]
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

    class Meta:
        ordering = ["-day"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["index", "day"], name="one_reading_per_index_and_day"),
            models.CheckConstraint(condition=Q(value__gt=0), name="reading_is_positive"),
        ]

    def __str__(self):
        return f"{self.index} {self.day}"


class MaterialUse(models.Model):
    """A product that is made of the material, and its share in the cost where it is known."""

    index = models.ForeignKey(
        MaterialPriceIndex, models.CASCADE, related_name="uses", verbose_name=_("index"), db_index=False
    )
    product = models.ForeignKey(Product, models.CASCADE, related_name="materials", verbose_name=_("product"))
    share_percent = models.DecimalField(
        _("share in the cost (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        ordering = ["product__code"]
        verbose_name = _("product made of it")
        verbose_name_plural = _("products made of it")
        constraints = [
            models.UniqueConstraint(fields=["index", "product"], name="one_use_per_index_and_product"),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__gte=0, share_percent__lte=HUNDRED),
                name="share_is_a_percentage",
            ),
        ]

    def __str__(self):
        return f"{self.index} {self.product}"


class PriceReview(Stateful):
    """A product on the list "price review": which index moved, by how much, since when (PRC-06)."""

    KIND = "price_review"
    TRANSITIONS = REVIEW_TRANSITIONS
    ENDED = (ReviewStatus.PROPOSED, ReviewStatus.KEPT)
    Status = ReviewStatus

    index = models.ForeignKey(MaterialPriceIndex, models.PROTECT, related_name="reviews", verbose_name=_("index"))
    product = models.ForeignKey(Product, models.PROTECT, related_name="price_reviews", verbose_name=_("product"))
    from_value = models.DecimalField(_("figure before"), max_digits=16, decimal_places=6)
    from_day = models.DateField(_("since"))
    to_value = models.DecimalField(_("figure now"), max_digits=16, decimal_places=6)
    to_day = models.DateField(_("moved on"))
    moved_percent = models.DecimalField(_("moved by (%)"), max_digits=9, decimal_places=2)
    status = StatusField(ReviewStatus)
    outcome = models.TextField(_("outcome"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    decided_at = models.DateTimeField(_("reviewed at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PriceReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-to_day", "pk"]
        verbose_name = _("price review")
        verbose_name_plural = _("price reviews")
        triggers = [status_trigger(REVIEW_TRANSITIONS)]
        constraints = [
            # One open review of a product and index: a further move goes into it.
            models.UniqueConstraint(
                fields=["index", "product"],
                condition=Q(status=ReviewStatus.OPEN),
                name="one_open_review_per_index_and_product",
            ),
        ]

    def __str__(self):
        return f"{self.product} · {self.index}"

    def get_absolute_url(self):
        return reverse("price-review-detail", args=[self.pk])

    @property
    def responsible(self):
        return None
