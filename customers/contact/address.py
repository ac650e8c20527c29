"""Where letters to a customer go."""

from django.utils.translation import gettext as _

from customers.customer.models import Customer
from salesmgmt.core.exceptions import BusinessError


def known_address_of(customer: Customer) -> str:
    """The e-mail address of the customer's main contact, else of any other; "" where none is known."""
    found = customer.contacts.exclude(email="").order_by("-is_primary", "pk").first()
    return found.email if found else ""


def address_of(customer: Customer) -> str:
    """The same for an act that cannot go without one."""
    found = known_address_of(customer)
    if not found:
        raise BusinessError(
            _("No contact of %(customer)s has an e-mail address: enter one, or send it by another way.")
            % {"customer": customer}
        )
    return found
