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
        listed = product.list_price  # type: ignore[attr-defined]  # of with_list_price()
        found["price"] = "" if listed is None else str(listed)
    return found
