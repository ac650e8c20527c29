"""Addresses of what is in the file of a customer."""

from django.urls import path

from customers.customer_file.views import CustomerDocuments, CustomerPdf, CustomerTimeline

urlpatterns = [
    path("customers/<int:pk>/documents/", CustomerDocuments.as_view(), name="customer-documents"),
    path("customers/<int:pk>/course/", CustomerTimeline.as_view(), name="customer-timeline"),
    path("customers/<int:pk>/pdf/", CustomerPdf.as_view(), name="customer-pdf"),
]
