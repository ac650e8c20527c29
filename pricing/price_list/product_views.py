"""What the page of a product shows of its prices."""

from pricing.price_list.models import PriceList
from pricing.price_list.prices import price_for
from pricing.price_list.tables import ProductPriceTable
from salesmgmt.core.calendar import today

LATEST = 10


def list_price_of(product):
    """The price of one piece in the list that holds today; None where it stands in none."""
    return price_for(product, None, 1).list_price


def rules_of(product):
    """The price rules of this product that hold today."""
    return product.rules.holding_on(today())


class PricesOfProduct:
    """The prices of a product in the released lists, newest first; nothing is read before ``table``."""

    def __init__(self, product):
        self.product = product

    def table(self, user):
        prices = self.product.price_items.filter(price_list__status__in=PriceList.RELEASED).select_related("price_list")
        return ProductPriceTable(prices.order_by("-price_list__valid_from")[:LATEST], user=user)
