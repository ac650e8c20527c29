"""What a confirmed line teaches: by which account, and under which name, a customer's money comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.bank_account.reading import account_digits
from orders.bank_match.matching import firm_name
from orders.bank_match.models import KnownPayer
from orders.bank_match.permissions import can_keep_payers
from orders.bank_match.states import Evidence, PayerKind
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.bank_statement.models import BankLine
    from salesmgmt.core.models import User

# Evidence by which the payer is the customer himself, or one known to pay for him.
BY_NAME = {Evidence.NAME, Evidence.VARIANT, Evidence.FORMER, Evidence.PAYER}


def learn(line: BankLine, user: User) -> KnownPayer | None:
    """Keep the payer of a line that was just posted: his account where his name was known; both where who claimed it
    wants it remembered. A payer that is known already is not kept twice."""
    customer = line.customer
    is_own = firm_name(line.payer) in {firm_name(customer.name), firm_name(customer.invoice_title or customer.name)}
    by_name = any(word in BY_NAME for word, _about in line.evidence)
    if not (line.remembers or (by_name and line.payer_account)) or not (line.payer_account or line.payer):
        return None
    if line.payer_account and line.payer_account == account_digits(customer.bank_account or None):
        return None
    rows = KnownPayer.objects.in_use().filter(customer=customer)
    known = rows.filter(account=line.payer_account) if line.payer_account else rows.filter(name=line.payer)
    if known.exists():
        return None
    return KnownPayer.objects.create(
        customer=customer,
        kind=PayerKind.OWN if is_own else PayerKind.FOR_HIM,
        name=line.payer,
        name_key="" if is_own else firm_name(line.payer),
        account=line.payer_account,
        line=line,
        created_by=user,
        note=line.claim_remark[:200],
    )


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
