"""Addresses of the weekly quality form."""

from django.urls import path

from customers.quality_report.views import ReportCreate, ReportDetail, ReportEdit, ReportList, ReportPdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "quality-reports",
        "quality-report",
        list=ReportList,
        detail=ReportDetail,
        create=ReportCreate,
        edit=ReportEdit,
    ),
    path("quality-reports/<int:pk>/pdf/", ReportPdf.as_view(), name="quality-report-pdf"),
]
