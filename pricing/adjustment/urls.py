"""Addresses of price adjustments and their tabs."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from pricing.adjustment.views import (
    AdjustmentItems,
    AdjustmentQuotes,
    PriceAdjustmentCreate,
    PriceAdjustmentDetail,
    PriceAdjustmentEdit,
    PriceAdjustmentList,
    adjustment_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "price-adjustments/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["list_prices"])),
        name="price-import",
    ),
    *document_urls(
        "price-adjustments",
        "price-adjustment",
        list=PriceAdjustmentList,
        detail=PriceAdjustmentDetail,
        create=PriceAdjustmentCreate,
        edit=PriceAdjustmentEdit,
    ),
    path("price-adjustments/<int:pk>/items/", register_list(AdjustmentItems).as_view(), name="price-adjustment-items"),
    path(
        "price-adjustments/<int:pk>/quotes/", register_list(AdjustmentQuotes).as_view(), name="price-adjustment-quotes"
    ),
    path("price-adjustments/<int:pk>/pdf/", adjustment_pdf, name="price-adjustment-pdf"),
]
