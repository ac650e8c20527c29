"""What price lists and price rules tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.product_views import PricesOfProduct, list_price_of, rules_of
from pricing.price_list.states import PriceListStatus, PriceStatus
from pricing.product.permissions import can_read_prices
from salesmgmt.core import registry
from salesmgmt.core.web.status import register_tones


def register():
    register_tones(good=[PriceStatus.LIST, PriceStatus.RULE, PriceListStatus.IN_FORCE], warn=[PriceStatus.SPECIAL])
    registry.register_document(
        PriceList, "JG", _("Price list"), _("Price lists"), "list-details", "price-list-list", search=False
    )
    registry.register_document(
        PriceRule, "RULE", _("Price rule"), _("Price rules"), "rosette-discount", "price-rule-list", search=False
    )
    registry.register_menu("pricing", _("Price lists"), "price-list-list", "list-details", can_read_prices, 40)
    registry.register_menu("pricing", _("Price rules"), "price-rule-list", "rosette-discount", can_read_prices, 50)
    registry.register_fact("product", "list_price", list_price_of)
    registry.register_fact("product", "prices", PricesOfProduct)
    registry.register_fact("product", "rules", rules_of)
    registry.register_tab(
        "price_list",
        registry.Tab(
            "items",
            _("List prices"),
            "price-list-items",
            icon="list-details",
            count=lambda price_list, user: price_list.items.all(),
            can=lambda user, price_list: can_read_prices(user),
        ),
    )
