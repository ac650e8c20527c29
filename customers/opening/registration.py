"""What the opening of customer files tells core."""

from django.utils.translation import gettext_lazy as _

from customers.contact.imports import CONTACTS
from customers.customer.models import Customer
from customers.opening.imports import CUSTOMERS
from salesmgmt.core.domain.checklist import PARTLY, Item, Standing, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role


def customers_standing() -> Standing:
    """Every customer has an owner (CUS-07)."""
    number = Customer.objects.live().count()
    without = Customer.objects.live().filter(owner=None).count()
    if without:
        text = _("%(n)d customers, %(without)d of them without a responsible rep")
        return Standing(PARTLY, text % {"n": number, "without": without})
    return counted(number, _("%(n)d customers"))


def register():
    register_item(
        Item(
            "customers",
            _("Customers"),
            customers_standing,
            "customer-list",
            roles=(Role.REP, Role.FIN),
            imports=(CUSTOMERS.kind, CONTACTS.kind),
            order=190,
        )
    )
    register_import(CUSTOMERS)
