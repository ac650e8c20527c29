"""Addresses of complaints."""

from django.urls import path

from customers.complaint.views import (
    ComplaintCreate,
    ComplaintDetail,
    ComplaintEdit,
    ComplaintList,
    ComplaintPdf,
    CustomerComplaints,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerComplaints)

urlpatterns = [
    *document_urls(
        "complaints",
        "complaint",
        list=ComplaintList,
        detail=ComplaintDetail,
        create=ComplaintCreate,
        edit=ComplaintEdit,
    ),
    path("complaints/<int:pk>/pdf/", ComplaintPdf.as_view(), name="complaint-pdf"),
    path("customers/<int:pk>/complaints/", CustomerComplaints.as_view(), name="customer-complaints"),
]
