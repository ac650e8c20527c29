"""The addresses of check points and inspection reports."""

from django.urls import path

from orders.inspection_report.views import (
    CheckPointCreate,
    CheckPointDetail,
    CheckPointEdit,
    CheckPointList,
    delivery_report_pdf,
    inspection_report_pdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "check-points",
        "check-point",
        list=CheckPointList,
        detail=CheckPointDetail,
        create=CheckPointCreate,
        edit=CheckPointEdit,
    ),
    path("inspections/<int:pk>/report/", inspection_report_pdf, name="inspection-report-pdf"),
    path("deliveries/<int:pk>/inspection-report/", delivery_report_pdf, name="delivery-report-pdf"),
]
