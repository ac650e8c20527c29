"""The tables of this app, room by room."""

from pricing.adjustment.models import AdjustmentLine, AdjustmentPick, PriceAdjustment
from pricing.announcement.models import PriceNotice
from pricing.competitor.models import CompetitorPrice
from pricing.cost.models import ProductCost
from pricing.discount.models import SpecialDiscount, SpecialDiscountLine
from pricing.inquiry.models import Inquiry, InquiryLine
from pricing.material.models import MaterialPriceIndex, MaterialReading, MaterialUse, PriceReview
from pricing.policy.models import PricePolicy
from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.price_list.states import PriceStatus
from pricing.product.models import Product
from pricing.quote.models import Quote, QuoteLine
from pricing.stock_level.models import StockLevel

__all__ = [
    "AdjustmentLine",
    "AdjustmentPick",
    "CompetitorPrice",
    "Inquiry",
    "InquiryLine",
    "MaterialPriceIndex",
    "MaterialReading",
    "MaterialUse",
    "PriceAdjustment",
    "PriceList",
    "PriceListItem",
    "PriceNotice",
    "PricePolicy",
    "PriceReview",
    "PriceRule",
    "PriceStatus",
    "Product",
    "ProductCost",
    "Quote",
    "QuoteLine",
    "SpecialDiscount",
    "SpecialDiscountLine",
    "StockLevel",
]
