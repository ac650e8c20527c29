"""The proposal to adjust prices, what it chooses, and what it would do to every item (PRC-07 to PRC-09)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer, Grade
from pricing.adjustment.querysets import AdjustmentLineQuerySet, PriceAdjustmentQuerySet
from pricing.adjustment.states import ADJUSTMENT_TRANSITIONS, AdjustmentStatus, Extent, Rounding, Scope
from pricing.price_list.models import PriceList, PriceRule
from pricing.product.models import Product
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MICRO, MoneyField, UnitPriceField


class PriceAdjustment(Document):
    """A price adjustment proposal (价格调整建议): reason, extent, scope and expected impact (000 五(三)1)."""

    KIND = "price_adjustment"
    TRANSITIONS = ADJUSTMENT_TRANSITIONS
    EDITABLE = (AdjustmentStatus.DRAFT, AdjustmentStatus.REJECTED)
    ENDED = (AdjustmentStatus.CLOSED, AdjustmentStatus.DISCARDED)
    Status = AdjustmentStatus
    # What was computed from the content, and what the outcome wrote.
    FIGURES = ("item_count", "impact_amount", "customer_count", "quote_count", "contract_count")

    title = models.CharField(_("title"), max_length=120)
    reason = models.TextField(_("reason of the adjustment"), blank=True)
    extent = models.CharField(_("extent"), max_length=10, choices=Extent, blank=True)
    extent_value = models.DecimalField(
        _("per cent or amount"),
        max_digits=12,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Negative where prices go down."),
    )
    rounding = models.CharField(_("rounding"), max_length=10, choices=Rounding, default=Rounding.CENT)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, blank=True)
    category = models.ForeignKey(
        "customers.ProductCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product category"),
    )
    segment = models.CharField(
        _("only for customers of the segment"),
        max_length=12,
        blank=True,
        choices=Customer.Segment,
        help_text=_("With a segment or grade no list is written, but price rules for these customers."),
    )
    # E buys nothing (RAT-04), so no price speaks of it.
    grade = models.CharField(
        _("only for customers of the grade"),
        max_length=1,
        blank=True,
        choices=[pair for pair in Grade.choices if pair[0] != Grade.E],
    )
    expected_impact = models.TextField(_("expected impact"), blank=True)
    customer_words = models.TextField(
        _("how to explain it to customers"), blank=True, help_text=_("The sales representatives find it in their list.")
    )
    effective_on = models.DateField(_("effective from"))
    status = StatusField(AdjustmentStatus)
    base = models.ForeignKey(
        PriceList,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("price list it begins from"),
    )
    item_count = models.PositiveIntegerField(_("items"), default=0, editable=False)
    impact_amount = MoneyField(_("effect on twelve months"), default=0, negative=True, editable=False)
    customer_count = models.PositiveIntegerField(_("customers concerned"), default=0, editable=False)
    quote_count = models.PositiveIntegerField(_("open quotes at the old price"), default=0, editable=False)
    contract_count = models.PositiveIntegerField(_("running contracts at the old price"), default=0, editable=False)
    computed_at = models.DateTimeField(_("computed at"), null=True, editable=False)
    # What it became.
    price_list = models.OneToOneField(
        PriceList,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="adjustment",
        verbose_name=_("price list written"),
    )
    price_rules = models.ManyToManyField(PriceRule, editable=False, related_name="+", verbose_name=_("price rules"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    implemented_at = models.DateTimeField(_("in force since"), null=True, editable=False)

    objects = PriceAdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("price adjustment")
        verbose_name_plural = _("price adjustments")
        triggers = [status_trigger(ADJUSTMENT_TRANSITIONS)]
        indexes = [
            models.Index(fields=["status", "-id"], name="price_adjustment_by_status"),
            # The job of the night: what has been approved and whose day has come (J11).
            models.Index(
                fields=["effective_on"],
                name="price_adjustment_due",
                condition=Q(status__in=[AdjustmentStatus.APPROVED]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                # PRC-07: no proposal leaves the hands of its author without the four.
                condition=Q(status__in=[AdjustmentStatus.DRAFT, AdjustmentStatus.REJECTED, AdjustmentStatus.DISCARDED])
                | ~Q(reason="") & ~Q(extent="") & ~Q(scope="") & ~Q(expected_impact=""),
                name="price_adjustment_says_four_things",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def STEPPER(self):
        """A joint review is a stop only where departments are asked."""
        joint = [AdjustmentStatus.JOINT_REVIEW] if self.status == AdjustmentStatus.JOINT_REVIEW else []
        return (
            AdjustmentStatus.DRAFT,
            AdjustmentStatus.SUBMITTED,
            *joint,
            AdjustmentStatus.APPROVED,
            AdjustmentStatus.IMPLEMENTED,
            AdjustmentStatus.CLOSED,
        )

    @property
    def responsible(self):
        return self.created_by

    @property
    def is_for_a_class(self):
        """Meant for some customers only: written as price rules, not as a list."""
        return bool(self.segment or self.grade)


class AdjustmentPick(models.Model):
    """A product that is named in the proposal, with a price of its own or moving with the others."""

    adjustment = models.ForeignKey(
        PriceAdjustment,
        models.CASCADE,
        related_name="picks",
        verbose_name=_("price adjustment"),
        db_index=False,
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    price = UnitPriceField(_("new price"), null=True, blank=True, validators=[MinValueValidator(MICRO)])

    class Meta:
        ordering = ["pk"]
        verbose_name = _("product named")
        verbose_name_plural = _("products named")
        constraints = [
            models.UniqueConstraint(fields=["adjustment", "product"], name="one_pick_per_adjustment_and_product"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gt=0), name="picked_price_is_positive"),
        ]

    def __str__(self):
        return f"{self.product} {self.price}"


class AdjustmentLine(models.Model):
    """What becomes of one item: computed before anybody approves, and exactly this is put in force."""

    KIND = "price_adjustment_line"

    adjustment = models.ForeignKey(
        PriceAdjustment,
        models.CASCADE,
        related_name="lines",
        verbose_name=_("price adjustment"),
        db_index=False,
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="adjustments", verbose_name=_("product"))
    old_price = UnitPriceField(_("price until now"), null=True)
    new_price = UnitPriceField(_("new price"))
    move_percent = models.DecimalField(_("change (%)"), max_digits=9, decimal_places=2, null=True)
    sold_quantity = models.DecimalField(_("sold in twelve months"), max_digits=16, decimal_places=2, default=0)
    # A price entered for this product, not computed by the extent.
    by_hand = models.BooleanField(_("price entered"), default=False)

    objects = AdjustmentLineQuerySet.as_manager()

    class Meta:
        ordering = ["product__code"]
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.UniqueConstraint(fields=["adjustment", "product"], name="one_line_per_adjustment_and_product"),
            models.CheckConstraint(condition=Q(new_price__gt=0), name="adjusted_price_is_positive"),
        ]

    def __str__(self):
        return f"{self.product} {self.old_price} → {self.new_price}"
