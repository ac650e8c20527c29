"""Addresses of visits."""

from django.urls import path

from customers.visit.views import (
    CustomerVisits,
    VisitCheckIn,
    VisitCreate,
    VisitDetail,
    VisitEdit,
    VisitList,
    VisitLog,
    VisitPdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerVisits)

urlpatterns = [
    path("visits/log/", VisitLog.as_view(), name="visit-log"),
    path("visits/<int:pk>/check-in/", VisitCheckIn.as_view(), name="visit-check-in"),
    path("visits/<int:pk>/pdf/", VisitPdf.as_view(), name="visit-pdf"),
    *document_urls("visits", "visit", list=VisitList, detail=VisitDetail, create=VisitCreate, edit=VisitEdit),
    path("customers/<int:pk>/visits/", CustomerVisits.as_view(), name="customer-visits"),
]
