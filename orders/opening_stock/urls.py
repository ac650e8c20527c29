"""The addresses of the opening stock."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from orders.opening_stock.views import OpeningStockCreate, OpeningStockDetail, OpeningStockList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "opening-stock/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["opening_stock"])),
        name="opening-stock-import",
    ),
    *document_urls(
        "opening-stock",
        "opening-stock",
        list=OpeningStockList,
        detail=OpeningStockDetail,
        create=OpeningStockCreate,
    ),
]
