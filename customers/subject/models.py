"""What a complaint, a ticket or an opinion is about. Products and orders belong to apps to the right of this one, so
they are kept by their natural keys, and found again through the look-ups those apps register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AboutProduct(models.Model):
    """A product by its code and name, or at least a class of products; both may be empty."""

    product_category = models.ForeignKey(
        "customers.ProductCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product category"),
    )
    product_code = models.CharField(_("product code"), max_length=60, blank=True, editable=False, db_index=True)
    product_name = models.CharField(_("product"), max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def product_label(self):
        """For pages and reports: the product, else its class, else nothing."""
        return self.product_name or str(self.product_category or "")


class AboutOrder(models.Model):
    """An order by its number."""

    order_number = models.CharField(_("order"), max_length=40, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True
