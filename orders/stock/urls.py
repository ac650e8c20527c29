"""The addresses of stock, its movements, and the stock entry slip."""

from django.urls import path

from orders.stock.views import ProductMovements, StockDetail, StockList, StockMovementList, stock_entry_pdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("stock", "stock", list=StockList, detail=StockDetail),
    path("stock-movements/", register_list(StockMovementList).as_view(), name="stock-movement-list"),
    path("stock/<int:pk>/movements/", register_list(ProductMovements).as_view(), name="stock-movements"),
    path("inspections/<int:pk>/entries/<int:entry>/pdf/", stock_entry_pdf, name="stock-entry-pdf"),
]
