"""What the customer file tells core."""

from django.utils.translation import gettext_lazy as _

from customers.domain.customer_owner import why_not_deactivate
from customers.imports import CUSTOMERS
from customers.models import Contact, Customer, ProductCategory
from customers.registration.shared import has, of_customer, reads
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import register_document, register_home_card, register_lookup, register_menu


def register():
    register_document(Customer, "CUS", _("Customer"), _("Customers"), "building-factory-2", "customer-list")
    register_menu("customers", _("Customers"), "customer-list", "building-factory-2", reads("customer"), order=30)
    register_home_card(
        "customers-without-owner", _("Customers without responsible rep"), has(Role.DIR),
        lambda user: Customer.objects.visible_to(user).without_owner(),
        "customer-list?no_owner=true", icon="user-question", tone="bad", order=26,
    )  # fmt: skip
    _lookups()
    register_import(CUSTOMERS)
    register_leaving_check(why_not_deactivate)


def _lookups():
    register_lookup(
        "customer", lambda user: Customer.objects.visible_to(user), label=lambda customer: customer.name,
        note=lambda customer: " · ".join(filter(None, [customer.number, customer.grade])),
    )  # fmt: skip
    register_lookup(
        "contact", lambda user: Contact.objects.visible_to(user), label=lambda contact: contact.name,
        search_fields=("name", "phone"), note=lambda contact: contact.phone or contact.email, narrow=of_customer,
    )  # fmt: skip
    register_lookup(
        "product-category", lambda user: ProductCategory.objects.all(), label=str, search_fields=("name", "code")
    )
