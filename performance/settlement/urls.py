"""Addresses of the annual settlement."""

from performance.settlement.views import SettlementCreate, SettlementDetail, SettlementList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "performance/settlements",
    "settlement",
    list=SettlementList,
    detail=SettlementDetail,
    create=SettlementCreate,
)
