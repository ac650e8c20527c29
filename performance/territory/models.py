"""Product lines as scopes of reports. Regions, their sub-regions and field offices are units of core (TEAM-08)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductLine(models.Model):
    """Classes of products that one head answers for, across all regions (TEAM-08)."""

    name = models.CharField(pgettext_lazy("territory", "product line"), max_length=60)
    code = models.CharField(_("code"), max_length=20, unique=True)
    categories = models.ManyToManyField(
        "customers.ProductCategory", related_name="product_lines", verbose_name=_("product categories")
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("territory", "head of the product line"),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["code"]
        verbose_name = pgettext_lazy("territory", "product line")
        verbose_name_plural = pgettext_lazy("territory", "product lines")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("product-line-edit", args=[self.pk])
