"""One row of an imported list of contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.customer.permissions import can_edit_customer
from customers.identity.lookup import customers_called
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.search import reindex
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from salesmgmt.core.models import User

FIELDS = ("position", "phone", "email", "birthday")


def import_contact(user: User, values: dict, update: bool) -> str | None:
    """Write one contact: "created", "updated", or None where nothing differs (CUS-01, CUS-04).

    The customer is known by number, credit code or name among those this person sees; of others nothing is said.
    A contact is known by its name at its customer.
    """
    customer = _customer(user, values["customer"])
    if not can_edit_customer(user, customer):
        raise BusinessError(_("You may not change %(customer)s.") % {"customer": customer.name})
    customer = lock(Customer, customer.pk, "owner")
    typed = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")}
    _check_email(typed.get("email"))
    known = customer.contacts.filter(name=values["name"]).first()
    if known is None:
        return _create(customer, user, values, typed)
    differing = {name: value for name, value in typed.items() if getattr(known, name) != value}
    if not differing or not update:
        return None
    _write(known, differing)
    _record(customer, user, known, differing)
    return "updated"


def _customer(user: User, text: str) -> Customer:
    found = customers_called([text], among=Customer.objects.visible_to(user))[text]
    if not found:
        raise BusinessError(_("No customer of yours has this number, credit code or name: %(text)s.") % {"text": text})
    if len(found) > 1:
        raise BusinessError(_("Several customers are called %(text)s. Give the number instead.") % {"text": text})
    return found[0]


def _check_email(email: str | None) -> None:
    if email:
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise BusinessError(" ".join(wrong.messages)) from wrong


def _create(customer: Customer, user: User, values: dict, typed: dict) -> str:
    if not typed.get("phone") and not typed.get("email"):
        raise BusinessError(_("Give a telephone number or an e-mail address."))
    contact = Contact(customer=customer, name=values["name"], is_primary=not customer.contacts.exists())
    _write(contact, typed)
    _record(customer, user, contact, typed)
    return "created"


def _write(contact: Contact, fields: dict) -> None:
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save()
    reindex(Customer.objects.filter(pk=contact.customer_id))


def _record(customer: Customer, user: User, contact: Contact, fields: dict) -> None:
    changes = {"contacts": ["", " ".join([contact.name, *(str(value) for value in fields.values())])]}
    audit.record(customer, user, gettext_noop("Imported"), changes=changes)
