"""What material indices and price reviews tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.material.models import MaterialPriceIndex, PriceReview
from pricing.material.permissions import can_edit_index, can_review_price
from pricing.material.states import ReviewStatus
from pricing.product.models import Product
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.status import register_tones


def register():
    register_tones(warn="open", good="kept")
    registry.register_document(
        MaterialPriceIndex,
        "IDX",
        _("Material index"),
        _("Material indices"),
        "chart-line",
        "material-index-list",
        search=False,
    )
    registry.register_document(
        PriceReview, "REV", _("Price review"), _("Price reviews"), "list-check", "price-review-list", search=False
    )
    registry.register_menu(
        "pricing",
        _("Material indices"),
        "material-index-list",
        "chart-line",
        lambda user: may_at_all(user, "material_index", "R"),
        70,
    )
    registry.register_menu(
        "pricing",
        _("Price review"),
        "price-review-list",
        "list-check",
        lambda user: may_at_all(user, "price_review", "R"),
        72,
    )
    registry.register_home_card(
        "prices-to-review",
        _("Prices to be reviewed"),
        can_review_price,
        lambda user: PriceReview.objects.visible_to(user).filter(status=ReviewStatus.OPEN),
        f"price-review-list?status={ReviewStatus.OPEN}",
        icon="list-check",
        tone="warn",
        order=45,
    )
    registry.register_lookup(
        "product-of-material",
        lambda user: Product.objects.on_sale().order_by("code") if can_edit_index(user) else Product.objects.none(),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
    )
