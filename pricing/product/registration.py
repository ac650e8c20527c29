"""What the products tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.product.imports import PRODUCTS
from pricing.product.line_fill import product_fills
from pricing.product.models import Product
from pricing.product.permissions import can_read_prices
from salesmgmt.core import registry
from salesmgmt.core.domain.checklist import PARTLY, Item, Standing, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role


def products_standing() -> Standing:
    number = Product.objects.on_sale().count()
    without = Product.objects.on_sale().filter(category=None).count()
    if number and without:
        text = _("%(n)d products, %(without)d of them without a category")
        return Standing(PARTLY, text % {"n": number, "without": without})
    return counted(number, _("%(n)d products"))


def register():
    registry.register_document(Product, "PRD", _("Product"), _("Products"), "box", "product-list")
    registry.register_menu("pricing", _("Products"), "product-list", "box", can_read_prices, 30)
    register_import(PRODUCTS)
    register_item(
        Item(
            "products",
            _("Products"),
            products_standing,
            "product-list",
            roles=(Role.MGR, Role.DIR),
            imports=(PRODUCTS.kind,),
            order=110,
        )
    )
    registry.register_lookup(
        "product",
        lambda user: Product.objects.on_sale().with_list_price().order_by("code"),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
        fills=product_fills,
    )
