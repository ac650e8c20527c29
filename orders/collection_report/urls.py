"""The addresses of the collection reports."""

from django.urls import path

from orders.collection_report.views import CollectionReportDetail, CollectionReportList, collection_report_pdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("collection-reports", "collection-report", list=CollectionReportList, detail=CollectionReportDetail),
    path("collection-reports/<int:pk>/pdf/", collection_report_pdf, name="collection-report-pdf"),
]
