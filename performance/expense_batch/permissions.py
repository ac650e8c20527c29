"""Who pays claims in batches, and who says to which account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.expense_batch.states import ExpenseBatchStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.expense_batch.models import ExpenseBatch, PayeeAccount
    from performance.expense_claim.models import ExpenseClaim
    from salesmgmt.core.models import User


@because(right_of("expense_batch", "R"))
def reads_batches(user: User) -> bool:
    return may_at_all(user, "expense_batch", "R")


@because(_("Claims are paid in batches by finance."))
def can_make_batch(user: User) -> bool:
    return may_at_all(user, "expense_batch", "C")


@because(_("A batch is paid or undone once, by finance."))
def can_end_batch(user: User, batch: ExpenseBatch) -> bool:
    is_open = batch.status == ExpenseBatchStatus.OPEN
    return is_open and may(user, "expense_batch", "pay", owner=batch.created_by)


@because(_("What the bank sent back is recorded by finance, in a batch that was paid."))
def can_return_payment(user: User, batch: ExpenseBatch) -> bool:
    is_paid = batch.status == ExpenseBatchStatus.PAID
    return is_paid and may(user, "expense_batch", "pay", owner=batch.created_by)


@because(_("Another person has to record it: nobody has a claim of his own paid again."))
def may_have_paid_again(user: User, claim: ExpenseClaim) -> bool:
    """SEC-04, as for the first payment."""
    return decides_alone(user, claim, Role.FIN, may(user, "expense_claim", "pay", owner=claim.claimant))


@because(_("The file of a batch is taken by finance, as long as the batch was not undone."))
def can_take_file(user: User, batch: ExpenseBatch) -> bool:
    return batch.status != ExpenseBatchStatus.UNDONE and may(user, "expense_batch", "E", owner=batch.created_by)


@because(_("The layouts of payment files are kept by finance."))
def can_keep_layouts(user: User) -> bool:
    return may_at_all(user, "expense_batch", "U")


@because(right_of("payee_account", "R"))
def reads_payee_accounts(user: User) -> bool:
    return may_at_all(user, "payee_account", "R")


@because(_("Everybody states his own account; finance states those of others."))
def can_keep_payee_account(user: User, person: User | None = None) -> bool:
    if person is None:
        return may_at_all(user, "payee_account", "C")
    return may(user, "payee_account", "U", owner=person)


def can_edit_payee_account(user: User, account: PayeeAccount) -> bool:
    return can_keep_payee_account(user, account.person)
