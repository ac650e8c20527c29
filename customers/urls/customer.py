"""Addresses of the customer file."""

from customers.views.customer import CustomerCreate, CustomerDetail, CustomerEdit, CustomerList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "customers", "customer", list=CustomerList, detail=CustomerDetail, create=CustomerCreate, edit=CustomerEdit
    ),
]
