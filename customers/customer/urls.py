"""Addresses of the customer file."""

from customers.customer.views import CustomerDetail, CustomerList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("customers", "customer", list=CustomerList, detail=CustomerDetail)
