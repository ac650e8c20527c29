"""Addresses of market intelligence."""

from customers.intelligence.views import IntelligenceCreate, IntelligenceDetail, IntelligenceEdit, IntelligenceList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "intelligence",
    "intelligence",
    list=IntelligenceList,
    detail=IntelligenceDetail,
    create=IntelligenceCreate,
    edit=IntelligenceEdit,
)
