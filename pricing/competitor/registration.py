"""What competitors' prices tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.competitor.imports import COMPETITOR_PRICES
from pricing.competitor.models import CompetitorPrice
from salesmgmt.core import registry
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import may_at_all


def reads(user):
    return may_at_all(user, "competitor_price", "R")


def register():
    register_import(COMPETITOR_PRICES)
    registry.register_document(
        CompetitorPrice,
        "COMP",
        _("Competitor price"),
        _("Competitor prices"),
        "scale",
        "competitor-price-list",
        search=False,
    )
    registry.register_menu("pricing", _("Competitor prices"), "competitor-price-list", "scale", reads, 60)
    registry.register_tab(
        "product",
        registry.Tab(
            "competitors",
            _("Competitor prices"),
            "product-competitors",
            icon="scale",
            order=20,
            count=lambda product, user: product.competitor_prices.visible_to(user),
            can=lambda user, product: reads(user),
        ),
    )
