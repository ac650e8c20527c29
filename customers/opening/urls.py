"""Addresses of the pages on which a customer file is opened and kept."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from customers.opening.views import CustomerCreate, CustomerEdit
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "customers/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["customers"])),
        name="customer-import",
    ),
    *document_urls("customers", "customer", create=CustomerCreate, edit=CustomerEdit),
]
