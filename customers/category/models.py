"""Product categories: by these customers are distributed to reps (CUS-08) and products are grouped."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ProductCategory(models.Model):
    """A class of products, at most a few levels deep."""

    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(_("code"), max_length=20, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent category")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("product category")
        verbose_name_plural = _("product categories")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("product-category-edit", args=[self.pk])
