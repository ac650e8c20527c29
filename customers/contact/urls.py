"""Addresses of contacts."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from customers.contact.views import ContactList, CustomerContacts
from salesmgmt.core.registry import register_list

for page in (ContactList, CustomerContacts):
    register_list(page)

urlpatterns = [
    path(
        "contacts/import/",
        RedirectView.as_view(url=reverse_lazy("import-upload", args=["contacts"])),
        name="contact-import",
    ),
    path("contacts/", ContactList.as_view(), name="contact-list"),
    path("customers/<int:pk>/contacts/", CustomerContacts.as_view(), name="customer-contacts"),
]
