"""The addresses of stock counts."""

from orders.stock_count.views import StockCountDetail, StockCountList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("stock-counts", "stock-count", list=StockCountList, detail=StockCountDetail)
