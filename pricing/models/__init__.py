from pricing.models.discount import SpecialDiscount, SpecialDiscountLine
from pricing.models.price_list import PriceList, PriceListItem, PriceRule
from pricing.models.product import Product, ProductCost
from pricing.models.quote import PriceStatus, Quote, QuoteLine

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
