"""What stock levels tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.product.models import Product
from pricing.stock_level.imports import STOCK_LEVELS
from pricing.stock_level.models import StockLevel
from pricing.stock_level.permissions import can_read_stock
from pricing.stock_level.product_views import stock_facts
from salesmgmt.core import registry
from salesmgmt.core.domain.imports import register_import


def register():
    register_import(STOCK_LEVELS)
    registry.register_document(
        StockLevel, "STL", _("Stock level"), _("Stock levels"), "packages", "stock-level-list", search=False
    )
    registry.register_menu("pricing", _("Stock levels"), "stock-level-list", "packages", can_read_stock, 80)
    registry.register_fact("product", "stock", stock_facts)
    registry.register_lookup(
        "stocked-product",
        lambda user: Product.objects.on_sale().order_by("code") if can_read_stock(user) else Product.objects.none(),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
    )
