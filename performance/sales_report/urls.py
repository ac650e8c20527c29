"""Addresses of sales reports."""

from django.urls import path

from performance.sales_report.views import SalesReportDetail, SalesReportEdit, SalesReportList, SalesReportPdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("sales-reports/<int:pk>/pdf/", SalesReportPdf.as_view(), name="sales-report-pdf"),
    *document_urls(
        "sales-reports", "sales-report", list=SalesReportList, detail=SalesReportDetail, edit=SalesReportEdit
    ),
]
