"""One row of an imported customer list."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.customer.permissions import can_edit_customer
from customers.identity.likeness import already_registered, similarity_warning
from customers.identity.lookup import customers_called, plain_name
from customers.opening.entry import open_file
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.search import reindex_dependants
from salesmgmt.core.state import change, lock

PERSONAL = ("contact", "contact_phone", "contact_email", "owner")


def import_customer(user: User, values: dict, update: bool) -> str | None:
    """Write one row: "created", "updated", or None where nothing differs. Refuses with a reason (CUS-05, CUS-13).

    A known customer of another team is refused without a word about it; one's own is updated where ``update`` says so.
    A new one whose name is like that of a registered firm is refused, unless the row says that it is another firm.
    """
    is_other_firm = values.pop("is_other_firm", False)
    known = _known(values, is_other_firm)
    if known is None:
        warning = "" if is_other_firm else similarity_warning(user, values["name"])
        if warning:
            raise BusinessError(warning)
        owner = _owner(user, values.get("owner"))
        open_file(user, [_contact(values)], owner=owner, origin=Customer.Origin.IMPORTED, **_fields(values))
        return "created"
    if not Customer.objects.visible_to(user).filter(pk=known.pk).exists():
        raise BusinessError(already_registered() if known.credit_code else similarity_warning(user, known.name))
    return _update(known, user, values) if update else None


def _known(values: dict, is_other_firm: bool) -> Customer | None:
    """By credit code; else by name among the files that have none (a row with a code tells the code of that file), or by
    the name of a file that was merged, which leads to the one that goes on.

    Only a row with a code can be another firm of the same name: two files without code could not be told apart.
    """
    code, name = values.get("credit_code"), values["name"]
    known = Customer.objects.live().filter(credit_code=code).first() if code else None
    if known is not None or (code and is_other_firm):
        return known
    called = [
        row for row in customers_called([name])[name] if not row.credit_code or (_was_merged(row, name) and not code)
    ]
    if len(called) > 1:
        raise BusinessError(_("Several customers are called %(text)s. Give the credit code, too.") % {"text": name})
    if called:
        values["name"] = called[0].name  # the same in another writing is no new name
    return called[0] if called else None


def _was_merged(customer: Customer, name: str) -> bool:
    return plain_name(customer.name) != plain_name(name)


def _update(customer: Customer, user: User, values: dict) -> str:
    customer = lock(Customer, customer.pk, "owner")
    typed = {name: value for name, value in _fields(values).items() if value not in (None, "")}
    differing = {name: value for name, value in typed.items() if getattr(customer, name) != value}
    if not differing:
        return None
    if not can_edit_customer(user, customer):
        raise BusinessError(_("You may not change %(customer)s.") % {"customer": customer.name})
    change(customer, user, gettext_noop("Imported"), **differing)
    if "name" in differing:
        reindex_dependants(customer)
    return "updated"


def _fields(values: dict) -> dict:
    """Cells of the customer itself; empty ones keep the model's default."""
    return {name: value for name, value in values.items() if name not in PERSONAL and value is not None}


def _contact(values: dict) -> dict:
    email = values.get("contact_email") or ""
    if email:
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise BusinessError(" ".join(wrong.messages)) from wrong
    return {"name": values.get("contact") or "", "phone": values.get("contact_phone") or "", "email": email}


def _owner(user: User, account: str | None) -> User | None:
    if user.has_role(Role.REP):
        return user
    if not account:
        return None
    owner = User.objects.with_role(Role.REP).filter(username=account).first()
    if owner is None:
        raise BusinessError(_("“%(account)s” is not the account of a sales representative.") % {"account": account})
    return owner
