"""What choosing a product fills into a line, whichever document the line belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import sees_prices

if TYPE_CHECKING:
    from pricing.product.models import Product
    from salesmgmt.core.models import User


def product_fills(product: Product, user: User) -> dict:
    """What choosing a product puts into the other fields of the line; the list price only for those who see prices."""
    found = {
        "unit": product.unit,
        "spec": product.spec,
        "tax_rate": f"{product.tax_rate.normalize():f}",
        "quality_standard": product.quality_standard,
    }
    if sees_prices(user):  # without a list price the former product's price must not stay
        found["price"] = "" if product.list_price is None else str(product.list_price)
    return found
