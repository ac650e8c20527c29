"""Addresses of competitors' prices, and of their tab on the page of a product."""

from django.urls import path

from pricing.competitor.views import (
    CompetitorPriceCreate,
    CompetitorPriceDetail,
    CompetitorPriceEdit,
    CompetitorPriceList,
    ProductCompetitors,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "competitor-prices",
        "competitor-price",
        list=CompetitorPriceList,
        detail=CompetitorPriceDetail,
        create=CompetitorPriceCreate,
        edit=CompetitorPriceEdit,
    ),
    path("products/<int:pk>/competitors/", register_list(ProductCompetitors).as_view(), name="product-competitors"),
]
