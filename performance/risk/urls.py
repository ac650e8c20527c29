"""Addresses of risks."""

from django.urls import path

from performance.risk.views import CustomerRisks, RiskCreate, RiskDetail, RiskList, RiskPdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("risks/<int:pk>/pdf/", RiskPdf.as_view(), name="risk-pdf"),
    path("customers/<int:pk>/risks/", register_list(CustomerRisks).as_view(), name="customer-risks"),
    *document_urls("risks", "risk", list=RiskList, detail=RiskDetail, create=RiskCreate),
]
