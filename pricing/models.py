"""The tables of this app, room by room."""

from pricing.cost.models import ProductCost
from pricing.discount.models import SpecialDiscount, SpecialDiscountLine
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.states import PriceStatus
from pricing.product.models import Product
from pricing.quote.models import Quote, QuoteLine

__all__ = [
    "PriceList",
    "PriceListItem",
    "PriceRule",
    "PriceStatus",
    "Product",
    "ProductCost",
    "Quote",
    "QuoteLine",
    "SpecialDiscount",
    "SpecialDiscountLine",
]
