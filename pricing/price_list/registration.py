"""What price lists and price rules tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.price_list.approval import PRICE_LIST
from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.permissions import can_edit_price_list
from pricing.price_list.product_views import PricesOfProduct, list_price_of, rules_of
from pricing.product.permissions import can_read_prices
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.checklist import DONE, OPEN, PARTLY, Item, Standing, register_item
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.status import register_tones


def price_list_standing() -> Standing:
    """A list is in force by the word of a second person (PRC-08, SEC-04)."""
    found = PriceList.objects.filter(status=PriceList.Status.IN_FORCE).first()
    if found is not None:
        return Standing(DONE, _("%(list)s, released by %(person)s") % {"list": found, "person": found.released_by})
    waiting = PriceList.objects.exclude(status=PriceList.Status.DISCARDED).order_by("-pk").first()
    if waiting is None:
        return Standing(OPEN, _("none yet"))
    return Standing(PARTLY, f"{waiting}: {waiting.get_status_display()}")


def register():
    register_item(
        Item(
            "price_list",
            _("Price list in force"),
            price_list_standing,
            "price-list-list",
            roles=(Role.MGR, Role.DIR, Role.GM),
            help=_("Written by one person, released by another."),
            order=130,
        )
    )
    approvals.register(PRICE_LIST)
    register_draft(PriceList, can_edit_price_list)
    register_tones(good="list rule in_force", warn="special")
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
