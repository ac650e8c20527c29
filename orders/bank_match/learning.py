"""What a confirmed line teaches: by which account, and under which name, a customer's money comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.bank_account.reading import account_digits
from orders.bank_match.states import Evidence
from orders.known_payer.firm import firm_name
from orders.known_payer.models import KnownPayer
from orders.known_payer.states import PayerKind

if TYPE_CHECKING:
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
