"""The contacts of all customers, and those of one on its page."""

import django_filters as filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from customers.contact.permissions import can_import_contacts
from customers.contact.tables import ContactTable, CustomerContactTable
from customers.customer.permissions import can_edit_customer
from customers.customer.views import CustomerDetail
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter
from salesmgmt.core.web.lists import ListPage, TabList


class ContactFilters(BaseFilterSet):
    customer__owner = PersonFilter(label=_("responsible rep"))
    is_primary = filters.BooleanFilter(label=_("main contact"))

    class Meta:
        model = Contact
        fields = ["customer__owner", "is_primary"]
        search = ("name", "phone", "email", "customer__name")


class ContactList(ListPage):
    """Everybody at one's customers, to be found by name or number."""

    model = Contact
    key = "contact"
    matrix_key = "customer"
    title = _("Contacts")
    icon = "address-book"
    table_class, filterset_class = ContactTable, ContactFilters
    links = ((_("Import"), "contact-import", "file-import", can_import_contacts),)
    empty_title = _("No contacts yet")
    empty_text = _("Contacts are kept in the file of their customer.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).filter(customer__merged_into__isnull=True).select_related("customer")


class CustomerContacts(TabList):
    model = Contact
    key = "customer-contacts"
    matrix_key = "customer"
    title = _("Contacts")
    table_class = CustomerContactTable
    parent, parent_field = CustomerDetail, "customer"
    create_label = _("Add or change contacts")

    def get_create_address(self):
        """Contacts are lines of their customer's file."""
        customer = self.parent_object
        may_edit = can_edit_customer(self.request.user, customer)
        return reverse("customer-edit", args=[customer.pk]) if may_edit else ""
