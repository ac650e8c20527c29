"""Addresses of commission."""

from django.urls import path

from performance.commission.views import CommissionDetail, CommissionList, commission_pdf, months
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("commission/months/", months, name="commission-months"),
    path("commission/<int:pk>/pdf/", commission_pdf, name="commission-pdf"),
    *document_urls("commission", "commission", list=CommissionList, detail=CommissionDetail),
]
