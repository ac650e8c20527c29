"""Addresses of the customer file."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from customers.contact.views import ContactList, CustomerContacts
from customers.customer.views import CustomerDetail, CustomerList
from customers.opening.views import CustomerCreate, CustomerEdit
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (ContactList, CustomerContacts):
    register_list(page)

urlpatterns = [
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
    *document_urls(
        "customers", "customer", list=CustomerList, detail=CustomerDetail, create=CustomerCreate, edit=CustomerEdit
    ),
]
