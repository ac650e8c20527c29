"""Addresses of the customer file."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from customers.customer.tab_views import ContactList, CustomerContacts, CustomerDocuments, CustomerPdf, CustomerTimeline
from customers.customer.views import CustomerCreate, CustomerDetail, CustomerEdit, CustomerList
from customers.duplicate.views import Duplicates, Merge
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (ContactList, CustomerContacts):
    register_list(page)

urlpatterns = [
    path("customers/duplicates/", Duplicates.as_view(), name="customer-duplicates"),
    path("customers/<int:pk>/merge/", Merge.as_view(), name="customer-merge"),
    path(
        "customers/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["customers"])),
        name="customer-import",
    ),
    path(
        "contacts/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["contacts"])),
        name="contact-import",
    ),
    path("contacts/", ContactList.as_view(), name="contact-list"),
    path("customers/<int:pk>/contacts/", CustomerContacts.as_view(), name="customer-contacts"),
    path("customers/<int:pk>/documents/", CustomerDocuments.as_view(), name="customer-documents"),
    path("customers/<int:pk>/course/", CustomerTimeline.as_view(), name="customer-timeline"),
    path("customers/<int:pk>/pdf/", CustomerPdf.as_view(), name="customer-pdf"),
    *document_urls(
        "customers", "customer", list=CustomerList, detail=CustomerDetail, create=CustomerCreate, edit=CustomerEdit
    ),
]
