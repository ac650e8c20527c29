"""Addresses of the customer file."""

from django.urls import path

from customers.customer.views import CustomerDetail, CustomerList, customer_figures, customer_past
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("customers", "customer", list=CustomerList, detail=CustomerDetail),
    path("customers/<int:pk>/figures/", customer_figures, name="customer-figures"),
    path("customers/<int:pk>/past/", customer_past, name="customer-past"),
]
