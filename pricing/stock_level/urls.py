"""Addresses of stock levels."""

from pricing.stock_level.views import StockLevelCreate, StockLevelDetail, StockLevelEdit, StockLevelList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "stock-levels",
    "stock-level",
    list=StockLevelList,
    detail=StockLevelDetail,
    create=StockLevelCreate,
    edit=StockLevelEdit,
)
