"""What contacts tell core."""

from django.utils.translation import gettext_lazy as _

from customers.contact.imports import CONTACTS
from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.customer.of_customer import of_customer
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.registry import Tab, register_lookup, register_tab


def register():
    register_tab(
        "customer",
        Tab(
            "contacts",
            _("Contacts"),
            "customer-contacts",
            icon="address-book",
            order=5,
            count=lambda customer, user: customer.contacts.all(),
        ),
    )
    register_lookup(
        "contact",
        lambda user: Contact.objects.visible_to(user),
        label=lambda contact: contact.name,
        search_fields=("name", "phone"),
        note=lambda contact: contact.phone or contact.email,
        narrow=of_customer,
        parents={"customer": Customer},
    )
    register_import(CONTACTS)
