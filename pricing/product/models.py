from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.product.querysets import ProductQuerySet
from pricing.product.states import ProductStrategy
from salesmgmt.core.search import Searchable, search_index

HUNDRED = Decimal(100)


class Product(Searchable):
    """What is sold. Prices stand in the price lists, costs in ProductCost."""

    KIND = "product"
    SEARCH_FIELDS = ("name", "code", "spec")

    Strategy = ProductStrategy

    code = models.CharField(_("product code"), max_length=40, unique=True)
    name = models.CharField(_("product name"), max_length=120)
    spec = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit of quantity"), max_length=20)
    category = models.ForeignKey(
        "customers.ProductCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("product category"),
    )
    pricing_strategy = models.CharField(
        _("pricing strategy"),
        max_length=20,
        choices=Strategy,
        default=Strategy.DIFFERENTIATED,
        help_text=_("A uniform price allows no deviation and no price rule without a special discount."),
    )
    tax_rate = models.DecimalField(
        _("tax rate (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(13),
        validators=[MinValueValidator(0), MaxValueValidator(HUNDRED)],
    )
    quality_standard = models.CharField(_("quality standard"), max_length=200, blank=True)
    is_new_until = models.DateField(_("new product until"), null=True, blank=True)
    is_active = models.BooleanField(_("on sale"), default=True)
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

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [search_index("pricing_product_search")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tax_rate__gte=0, tax_rate__lte=100), name="product_tax_rate_is_a_percentage"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return reverse("product-detail", args=[self.pk])

    def touched_fields(self):
        """Fields that save() sets by itself and that must be named in update_fields."""
        return ["updated_at"]

    @property
    def responsible(self):
        return None

    @property
    def is_uniform(self):
        return self.pricing_strategy == self.Strategy.UNIFORM

    def is_new_on(self, day):
        return self.is_new_until is not None and day <= self.is_new_until
