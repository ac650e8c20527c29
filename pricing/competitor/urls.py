"""Addresses of competitors' prices, and of their tab on the page of a product."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

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
    path(
        "competitor-prices/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["competitor_prices"])),
        name="competitor-price-import",
    ),
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
