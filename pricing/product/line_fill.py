"""What choosing a product fills into a line, whichever document the line belongs to."""

from salesmgmt.core.permissions import sees_prices


def product_fills(product, user):
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
