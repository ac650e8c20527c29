"""Addresses of stock levels."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from pricing.stock_level.views import StockLevelCreate, StockLevelDetail, StockLevelEdit, StockLevelList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "stock-levels/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["stock_levels"])),
        name="stock-level-import",
    ),
    *document_urls(
        "stock-levels",
        "stock-level",
        list=StockLevelList,
        detail=StockLevelDetail,
        create=StockLevelCreate,
        edit=StockLevelEdit,
    ),
]
