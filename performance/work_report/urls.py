"""Addresses of the work reports."""

from django.urls import path

from performance.work_report.views import WorkReportDetail, WorkReportEdit, WorkReportList, WorkReportPdf, begin
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("work-reports/begin/", begin, name="work-report-begin"),
    path("work-reports/<int:pk>/pdf/", WorkReportPdf.as_view(), name="work-report-pdf"),
    *document_urls("work-reports", "work-report", list=WorkReportList, detail=WorkReportDetail, edit=WorkReportEdit),
]
