"""One row of an imported product list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.category.models import ProductCategory
from pricing.product.entry import create_product, update_product
from pricing.product.models import HUNDRED, Product
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# A cell that may be left empty without taking anything away from a product that is known.
OPTIONAL = ("spec", "quality_standard", "is_new_until", "pricing_strategy", "tax_rate", "is_active")


def import_product(values: dict, user: User, update: bool) -> str:
    """Write one product; its code is the key. A category has to be there: it is never made by the way."""
    fields = {"name": values["name"], "unit": values["unit"]}
    fields |= {name: values[name] for name in OPTIONAL if values[name] not in (None, "")}
    if values["category"]:
        fields["category"] = category_called(values["category"])
    if not 0 <= fields.get("tax_rate", 0) <= HUNDRED:
        raise BusinessError(_("The tax rate lies between 0 and 100 per cent."))
    known = Product.objects.filter(code=values["code"]).first()
    if known is None:
        fields.setdefault("tax_rate", policy().tax_rate_default)
        create_product(user, code=values["code"], **fields)
        return CREATED
    differing = {name: value for name, value in fields.items() if getattr(known, name) != value}
    if not differing or not update:
        return UNCHANGED
    update_product(known.pk, user, **differing)
    return UPDATED


def category_called(text: str) -> ProductCategory:
    """By code or by name, where only one bears it."""
    found = list(ProductCategory.objects.filter(code=text)) or list(ProductCategory.objects.filter(name=text)[:2])
    if not found:
        raise BusinessError(_("There is no product category “%(name)s”.") % {"name": text})
    if len(found) > 1:
        raise BusinessError(_("Several product categories are called “%(name)s”. Give the code.") % {"name": text})
    return found[0]


def product_called(text: str) -> Product:
    """By its code, as every import names a product."""
    product = Product.objects.filter(code=text).first()
    if product is None:
        raise BusinessError(_("There is no product with the code “%(code)s”.") % {"code": text})
    return product
