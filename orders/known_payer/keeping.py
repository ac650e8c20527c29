"""Who pays for a customer, or what he was called before: entered and kept by finance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.bank_account.reading import account_digits
from orders.known_payer.firm import firm_name
from orders.known_payer.models import KnownPayer
from orders.known_payer.permissions import can_keep_payers
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@transaction.atomic
def create_payer(user: User, *, customer: Customer, **fields: Any) -> KnownPayer:
    """Finance enters who pays for a customer, or what he was called before."""
    require(can_keep_payers(user))
    payer = KnownPayer.objects.create(customer=customer, created_by=user, **_checked(fields))
    audit.record(payer, user, gettext_noop("Created"))
    return payer


@transaction.atomic
def update_payer(pk: int, user: User, **fields: Any) -> KnownPayer:
    """Another name or account, or no longer in use: from the next line on."""
    require(can_keep_payers(user))
    payer = lock(KnownPayer, pk)
    return change(payer, user, gettext_noop("Edited"), **_checked(fields))


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    account = account_digits(fields.get("account") or None)
    if not account and not fields.get("name"):
        raise BusinessError(_("Give the name of the payer, his account, or both."))
    return {**fields, "account": account, "name_key": firm_name(fields.get("name") or "")}
