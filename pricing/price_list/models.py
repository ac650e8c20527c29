"""Price list versions and the rules that differ from them."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.customer.states import Grade
from pricing.price_list.querysets import PriceListQuerySet, PriceRuleQuerySet
from pricing.price_list.states import PRICE_LIST_TRANSITIONS, PriceListStatus
from pricing.product.models import HUNDRED, Product
from pricing.product.querysets import PriceQuerySet
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import UnitPriceField


class PriceList(Document):
    """One version of the company's list prices, written by an adjustment. Which one holds on a day follows from
    ``valid_from`` alone: a version ends when the next begins."""

    KIND = "price_list"
    TRANSITIONS = PRICE_LIST_TRANSITIONS
    ENDED = (PriceListStatus.SUPERSEDED, PriceListStatus.DISCARDED)
    STEPPER = (PriceListStatus.SCHEDULED, PriceListStatus.IN_FORCE)
    # Decided on, its day to come or not.
    RELEASED = (PriceListStatus.SCHEDULED, PriceListStatus.IN_FORCE, PriceListStatus.SUPERSEDED)
    Status = PriceListStatus

    name = models.CharField(_("name"), max_length=120)
    version = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    valid_from = models.DateField(_("valid from"))
    remark = models.TextField(_("remark"), blank=True)
    status = StatusField(PriceListStatus)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("put in force by"),
    )
    released_at = models.DateTimeField(_("put in force at"), null=True, editable=False)

    objects = PriceListQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        triggers = [status_trigger(PRICE_LIST_TRANSITIONS)]
        constraints = [
            # One list in force at a day (PRC-09): two released lists never begin on the same day.
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(
                    status__in=[PriceListStatus.SCHEDULED, PriceListStatus.IN_FORCE, PriceListStatus.SUPERSEDED]
                ),
                name="one_price_list_begins_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=PriceListStatus.IN_FORCE), name="one_price_list_is_in_force"
            ),
        ]

    def __str__(self):
        return f"{self.name} V{self.version}"

    @property
    def responsible(self):
        return self.created_by

    @property
    def title(self):
        return self.name


class PriceListItem(models.Model):
    """The list price of one product, tax included."""

    price_list = models.ForeignKey(
        PriceList, models.CASCADE, related_name="items", verbose_name=_("price list"), db_index=False
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="price_items", verbose_name=_("product"))
    price = UnitPriceField(_("list price"))

    objects = PriceQuerySet.as_manager()

    class Meta:
        ordering = ["product__code"]
        verbose_name = _("list price")
        verbose_name_plural = _("list prices")
        constraints = [
            models.UniqueConstraint(fields=["price_list", "product"], name="one_price_per_list_and_product"),
            models.CheckConstraint(condition=Q(price__gt=0), name="list_price_is_positive"),
        ]

    def __str__(self):
        return f"{self.product} {self.price}"


class PriceRule(models.Model):
    """A price or discount for a kind of customer, a quantity or a period (PRC-03, PRC-05). The highest priority wins."""

    KIND = "price_rule"

    name = models.CharField(_("name"), max_length=80, help_text=_("Named on the quote line the rule gave a price to."))
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("product"),
        help_text=_("Empty: all products of the category, or all products."),
    )
    category = models.ForeignKey(
        "customers.ProductCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product category"),
    )
    min_quantity = models.DecimalField(
        _("from quantity"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    segment = models.CharField(
        _("customer segment"),
        max_length=12,
        blank=True,
        choices=Customer.Segment,
        help_text=_("Empty: every customer."),
    )
    # E buys nothing (RAT-04), so no rule speaks of it.
    grade = models.CharField(
        _("customer grade"), max_length=1, blank=True, choices=[pair for pair in Grade.choices if pair[0] != Grade.E]
    )
    new_customer = models.BooleanField(
        _("new customers only"), default=False, help_text=_("Customers to whom nothing has been delivered yet.")
    )
    min_years = models.PositiveSmallIntegerField(_("years of cooperation from"), null=True, blank=True)
    price = UnitPriceField(_("price"), null=True, blank=True)
    discount_percent = models.DecimalField(
        _("discount on the list price (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(HUNDRED - Decimal("0.01"))],
    )
    priority = models.IntegerField(_("priority"), default=10, help_text=_("The highest priority applies."))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
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

    objects = PriceRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-priority", "pk"]
        verbose_name = _("price rule")
        verbose_name_plural = _("price rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=True, discount_percent__gt=0, discount_percent__lt=100)
                | Q(price__gt=0, discount_percent__isnull=True),
                name="price_rule_has_a_price_or_a_discount",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="price_rule_period"
            ),
            # A fixed price without a product would be the price of everything.
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(product__isnull=False), name="price_rule_price_needs_a_product"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("price-rule-detail", args=[self.pk])

    @property
    def responsible(self):
        return None

    def touched_fields(self):
        """Fields that save() sets by itself and that must be named in update_fields."""
        return ["updated_at"]
