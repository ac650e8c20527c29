"""What the products tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.product.line_fill import product_fills
from pricing.product.models import Product
from pricing.product.permissions import can_read_prices
from salesmgmt.core import registry


def register():
    registry.register_document(Product, "PRD", _("Product"), _("Products"), "box", "product-list")
    registry.register_menu("pricing", _("Products"), "product-list", "box", can_read_prices, 30)
    registry.register_lookup(
        "product",
        lambda user: Product.objects.on_sale().with_list_price().order_by("code"),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
        fills=product_fills,
    )
