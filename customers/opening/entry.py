"""The customer file: opened once, by its rep, with a location and somebody to call (CUS-01, CUS-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.contact.models import Contact
from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.permissions import can_create_customer, can_edit_customer
from customers.identity.likeness import already_registered, refuse_known_code
from salesmgmt.core import audit
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.search import reindex, reindex_dependants
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User

CONTACT_FIELDS = ("name", "position", "phone", "email", "birthday", "is_primary")


def problems_of_file(fields: dict, contacts: list) -> list:
    """What is missing in a customer file, in words; pure (CUS-01, CUS-10, CUS-11)."""
    problems = []
    if not (fields.get("name") or "").strip():
        problems.append(_("The customer has no name."))
    if not fields.get("location_type"):
        problems.append(_("Say whether the customer is in the city or out of it."))
    if not any(contact.get("name") and (contact.get("phone") or contact.get("email")) for contact in contacts):
        problems.append(_("At least one contact with a telephone number or an e-mail address is needed."))
    if sum(bool(contact.get("is_primary")) for contact in contacts) > 1:
        problems.append(_("Only one contact is the main one."))
    sponsor = fields.get("executive_sponsor")
    if fields.get("is_key") and not (sponsor and sponsor.has_role(Role.MGR, Role.DIR, Role.GM)):
        problems.append(_("A key customer has a sponsor: a manager, the director or the general manager."))
    return problems


@transaction.atomic
def create_customer(
    user: User, lines: list, categories: tuple = (), owner: User | None = None, **fields: Any
) -> Customer:
    """Open a file. A rep who does becomes the responsible person (CUS-01); ``lines`` are the contacts.

    Raises BusinessError where something is missing or the credit code is registered anywhere (CUS-13).
    """
    require(can_create_customer(user))
    owner = user if user.has_role(Role.REP) else owner
    return open_file(user, lines, categories, owner=owner, **fields)


def open_file(user: User, lines: list, categories: tuple = (), **fields: Any) -> Customer:
    """The writing of a new file, for the form, the conversion of a lead and the import."""
    problems = problems_of_file(fields, lines)
    if problems:
        raise BusinessError(" ".join(problems))
    refuse_known_code(fields.get("credit_code"))
    customer = Customer(number=next_number("customer"), created_by=user, **fields)
    if customer.region is None and customer.owner is not None:
        customer.region = customer.owner.scope_unit("g")
    _save_or_refuse(customer.save)
    customer.categories.set(categories or [])
    write_contacts(customer, lines)
    audit.record(customer, user, gettext_noop("Created"), to_status=customer.status)
    if customer.owner:
        CustomerOwnerHistory.objects.create(
            customer=customer, to_user=customer.owner, changed_by=user, reason=_("File opened")
        )
    return customer


@transaction.atomic
def update_customer(pk: int, user: User, lines: list, categories: QuerySet | None = None, **fields: Any) -> Customer:
    """Edit the file and its contacts; every change is in the audit row (DOC-04)."""
    customer = lock(Customer, pk, "owner")
    require(can_edit_customer(user, customer))
    problems = problems_of_file(fields, lines)
    if problems:
        raise BusinessError(" ".join(problems))
    refuse_known_code(fields.get("credit_code"), exclude=customer.pk)
    changes = assign(customer, fields)
    if changes:
        names = [*fields, *customer.touched_fields()]
        _save_or_refuse(lambda: customer.save(update_fields=names))
    if categories is not None:
        changes |= _write_categories(customer, categories)
    before = contacts_in_words(customer)
    write_contacts(customer, lines)
    after = contacts_in_words(customer)
    if before != after:
        changes["contacts"] = [before, after]
    if "name" in changes:
        reindex_dependants(customer)
    if changes:
        customer.save(update_fields=customer.touched_fields())
        audit.record(customer, user, gettext_noop("Edited"), changes=changes)
    return customer


def _save_or_refuse(save: Callable) -> None:
    """Two people may register one firm at the same moment; the database lets one of them."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as clash:
        if "credit_code" in str(clash):
            raise BusinessError(already_registered()) from clash
        raise


def _write_categories(customer: Customer, categories: QuerySet) -> dict:
    before = sorted(str(each) for each in customer.categories.all())
    after = sorted(str(each) for each in categories)
    customer.categories.set(categories)
    return {"product categories": ["、".join(before), "、".join(after)]} if before != after else {}


def contacts_in_words(customer: Customer) -> str:
    rows = Contact.objects.filter(customer=customer)
    words = ([row.name, row.position, row.phone, row.email, str(row.birthday or "")] for row in rows)
    return "; ".join(" ".join(filter(None, each)) for each in words)


def add_contact(customer: Customer, line: dict) -> None:
    """One more person to call, where the file does not know him by name yet."""
    if customer.contacts.filter(name=line["name"]).exists():
        return
    values = {**line, "is_primary": not customer.contacts.filter(is_primary=True).exists()}
    Contact.objects.create(customer=customer, **values)
    reindex(Customer.objects.filter(pk=customer.pk))


def write_contacts(customer: Customer, lines: list) -> None:
    """Make the contacts of the customer those of ``lines``: rows with ``id`` are kept, others are new or go."""
    kept = {line["id"].pk: line for line in lines if line.get("id")}
    if set(kept) - set(customer.contacts.values_list("pk", flat=True)):
        raise BusinessError(_("This contact belongs to another customer."))
    try:
        with transaction.atomic():
            customer.contacts.exclude(pk__in=kept).delete()
    except ProtectedError as named:
        raise BusinessError(_("A contact that is named in documents cannot be removed.")) from named
    # One main contact at a time is a constraint of the table: none first, then the one.
    customer.contacts.filter(is_primary=True).update(is_primary=False)
    main = next((line for line in lines if line.get("is_primary")), lines[0])
    for line in lines:
        values = {name: line[name] for name in CONTACT_FIELDS if name in line} | {"is_primary": line is main}
        contact = line["id"] if line.get("id") else Contact(customer=customer)
        for name, value in values.items():
            setattr(contact, name, value)
        contact.save()
    reindex(Customer.objects.filter(pk=customer.pk))
