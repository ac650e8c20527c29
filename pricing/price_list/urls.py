"""Addresses of price lists and price rules."""

from django.urls import path

from pricing.price_list.views import (
    PriceListDetail,
    PriceListItems,
    PriceListList,
    PriceRuleCreate,
    PriceRuleDetail,
    PriceRuleEdit,
    PriceRuleList,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("price-lists/<int:pk>/items/", register_list(PriceListItems).as_view(), name="price-list-items"),
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
