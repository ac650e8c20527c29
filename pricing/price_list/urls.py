"""Addresses of price lists and price rules."""

from pricing.price_list.views import (
    PriceListCreate,
    PriceListDetail,
    PriceListEdit,
    PriceListList,
    PriceRuleCreate,
    PriceRuleDetail,
    PriceRuleEdit,
    PriceRuleList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "price-lists",
        "price-list",
        list=PriceListList,
        detail=PriceListDetail,
        create=PriceListCreate,
        edit=PriceListEdit,
    ),
    *document_urls(
        "price-rules",
        "price-rule",
        list=PriceRuleList,
        detail=PriceRuleDetail,
        create=PriceRuleCreate,
        edit=PriceRuleEdit,
    ),
]
