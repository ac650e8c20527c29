from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.bank_statement.states import BankLineStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.bank_statement.models import BankLine
    from salesmgmt.core.models import User


@because(right_of("bank_line", "claim"))
def claims_money(user: User) -> bool:
    return may_at_all(user, "bank_line", "claim")


@because(_("Bank lines are confirmed by finance."))
def confirms_lines(user: User) -> bool:
    return may_at_all(user, "bank_line", "A")


@because(_("You claim money of your own customers only."))
def can_claim_for(user: User, customer: Customer) -> bool:
    """The rep for his own customers, his superiors for theirs, finance for all: who also records payments of them."""
    return may(user, "bank_line", "claim", owner=customer.owner)


def can_claim(user: User, line: BankLine) -> bool:
    """What waits in the pool is claimed by whoever claims; what was matched is given to another by finance alone."""
    if line.status == BankLineStatus.POOL:
        return bool(claims_money(user))
    return line.status == BankLineStatus.PROPOSED and bool(confirms_lines(user))


@because(_("Bank lines are confirmed by finance, and by nobody who claimed them himself."))
def can_confirm_line(user: User, line: BankLine) -> bool:
    """REC-06, SEC-04: finance, never who said whose it is; where no other person of finance is left, his superior."""
    if policy().bank_two_persons and line.statement.created_by_id == user.pk:
        return False
    return decides_alone(user, line, Role.FIN, may(user, "bank_line", "A", owner=line.responsible))


@because(_("What is none of a customer's is set aside by finance."))
def can_set_aside(user: User, line: BankLine) -> bool:
    return may(user, "bank_line", "A", owner=line.responsible)


def can_take_from_aside(user: User, line: BankLine) -> bool:
    return line.status == BankLineStatus.ASIDE and can_set_aside(user, line)


@because(_("What is matched or claimed is given back by finance."))
def can_give_back(user: User, line: BankLine) -> bool:
    """Finance does not agree with the match or the claim."""
    return line.status in (BankLineStatus.PROPOSED, BankLineStatus.CLAIMED) and can_set_aside(user, line)


@because(_("A line that waits is matched anew by finance."))
def can_match_anew(user: User, line: BankLine) -> bool:
    waits = (BankLineStatus.POOL, BankLineStatus.PROPOSED, BankLineStatus.CLAIMED)
    return line.status in waits and can_set_aside(user, line)


@because(_("A claim is withdrawn by who made it."))
def can_withdraw_claim(user: User, line: BankLine) -> bool:
    return line.status == BankLineStatus.CLAIMED and line.claimed_by_id == user.pk
