"""Addresses of price lists and price rules."""

from pricing.price_list.views import (
    PriceListDetail,
    PriceListList,
    PriceRuleCreate,
    PriceRuleDetail,
    PriceRuleEdit,
    PriceRuleList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("price-lists", "price-list", list=PriceListList, detail=PriceListDetail),
    *document_urls(
        "price-rules",
        "price-rule",
        list=PriceRuleList,
        detail=PriceRuleDetail,
        create=PriceRuleCreate,
        edit=PriceRuleEdit,
    ),
]
