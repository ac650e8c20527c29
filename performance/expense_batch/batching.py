"""Audited claims are put together, paid in one act, or set free again (EXP-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_advance.giving import open_sums
from performance.expense_batch.models import BatchedClaim, ExpenseBatch, PayeeAccount
from performance.expense_batch.permissions import can_end_batch, can_make_batch, can_return_payment, may_have_paid_again
from performance.expense_batch.rules import fingerprint, set_off_in_turn
from performance.expense_claim.auditing import pay_out, take_payment_back
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.permissions import may_pay_claim
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt

    from orders.bank_account.models import BankAccount

SHOWN_PROBLEMS = 5


@transaction.atomic
def make_batch(pks: list[int], user: User, purpose: str, account: BankAccount | None = None) -> ExpenseBatch:
    """One batch of these claims, all or none: a claim that cannot be paid is named with its reason.

    Whose open advances cover a claim is paid the rest; one that is covered wholly stands in the batch and not in its file.
    """
    require(can_make_batch(user))
    claims = _locked(pks)
    if not claims:
        raise BusinessError(_("Nothing was selected."))
    accounts = {each.person_id: each for each in PayeeAccount.objects.filter(person__in=_people(claims))}
    taken = set_off_in_turn(
        [(claim.claimant_id, claim.paid_out) for claim in claims], open_sums(sorted(_people(claims)))
    )
    _refuse_unpayable(claims, taken, accounts, user)
    batch = ExpenseBatch.objects.create(
        number=next_number(ExpenseBatch.KIND), created_by=user, purpose=purpose, account=account
    )
    lines = []
    for place, (claim, part) in enumerate(zip(claims, taken, strict=True), start=1):
        to = accounts.get(claim.claimant_id)
        lines.append(
            BatchedClaim(
                batch=batch,
                claim=claim,
                position=place,
                allowed=claim.allowed_amount,
                set_off=claim.set_off + part,
                amount=claim.paid_out - part,
                payee=to.holder if to else str(claim.claimant),
                account_number=to.number if to else "",
                bank=to.bank if to else "",
                branch=to.branch if to else "",
            )
        )
    BatchedClaim.objects.bulk_create(lines)
    batch.count, batch.amount = len(lines), sum((line.amount for line in lines), ZERO)
    batch.fingerprint = fingerprint(line for line in lines if line.amount)
    batch.save(update_fields=["count", "amount", "fingerprint", *batch.touched_fields()])
    audit.record(batch, user, gettext_noop("Created"), to_status=batch.status)
    return batch


def _locked(pks: list[int]) -> list[ExpenseClaim]:
    """The claims, the claimants before them as whoever pays a single claim does."""
    rows = ExpenseClaim.objects.filter(pk__in=pks)
    for person in sorted(set(rows.values_list("claimant", flat=True))):
        lock(User, person)
    return [lock(ExpenseClaim, pk, "claimant") for pk in sorted(rows.values_list("pk", flat=True))]


def _people(claims: list[ExpenseClaim]) -> set[int]:
    return {claim.claimant_id for claim in claims}


def _refuse_unpayable(claims: list[ExpenseClaim], taken: list, accounts: dict, user: User) -> None:
    running = dict(
        BatchedClaim.objects.running().filter(claim__in=claims).values_list("claim", "batch__number"),
    )
    wrong = []
    for claim, part in zip(claims, taken, strict=True):
        reason = ""
        if claim.pk in running:
            reason = _("stands in payment batch %(batch)s") % {"batch": running[claim.pk]}
        elif claim.status != ExpenseClaim.Status.FINANCE_AUDITED:
            reason = _("is “%(status)s”, not audited by finance") % {"status": claim.get_status_display()}
        elif not may_pay_claim(user, claim):
            reason = _("another person has to pay it: nobody pays what he claimed or wrote")
        elif claim.paid_out > part and claim.claimant_id not in accounts:
            reason = _("no account of %(person)s is known") % {"person": claim.claimant}
        if reason:
            wrong.append(f"{claim.number} {reason}")
    if wrong:
        more = _("… and %(n)d more") % {"n": len(wrong) - SHOWN_PROBLEMS} if len(wrong) > SHOWN_PROBLEMS else ""
        raise BusinessError(
            " ".join([_("No batch was made."), "；".join(wrong[:SHOWN_PROBLEMS]), more]).strip(),
        )


@transaction.atomic
def pay_batch(pk: int, user: User, paid_on: dt.date, reference: str = "") -> ExpenseBatch:
    """open → paid: every claim of it in one act, or none. What was said to the bank must still be what is to be paid."""
    lines = BatchedClaim.objects.filter(batch=pk)
    for person in sorted(set(lines.values_list("claim__claimant", flat=True))):
        lock(User, person)
    batch = lock(ExpenseBatch, pk, "created_by")
    guard(batch, ExpenseBatch.Status.PAID)
    require(can_end_batch(user, batch))
    if paid_on > today():
        raise BusinessError(_("The day of the payment is still to come."))
    for line in lines.select_related("claim").order_by("position"):
        claim = pay_out(line.claim_id, user, paid_on, reference or batch.number)
        if claim.set_off != line.set_off:
            raise BusinessError(
                _(
                    "The open advances of %(person)s have changed since the batch was made: %(claim)s would be paid "
                    "%(now)s, the batch says %(then)s. Undo the batch and make it again."
                )
                % {
                    "person": claim.claimant,
                    "claim": claim.number,
                    "now": f"¥{claim.paid_out:,.2f}",
                    "then": f"¥{line.amount:,.2f}",
                }
            )
    move(batch, ExpenseBatch.Status.PAID, user, paid_on=paid_on, paid_by=user, payment_reference=reference)
    return batch


@transaction.atomic
def undo_batch(pk: int, user: User, comment: str) -> ExpenseBatch:
    """open → undone, before it is paid: its claims may be paid otherwise."""
    batch = lock(ExpenseBatch, pk, "created_by")
    guard(batch, ExpenseBatch.Status.UNDONE)
    require(can_end_batch(user, batch))
    batch.lines.update(is_running=False)
    move(batch, ExpenseBatch.Status.UNDONE, user, comment=comment)
    return batch


@transaction.atomic
def return_payment(pk: int, user: User, line: int, returned_on: dt.date, reason: str) -> ExpenseBatch:
    """The bank sent one payment of a paid batch back: its claim is open for payment again, in a later batch (EXP-07).

    Raises BusinessError for a line that was not paid or came back already, without a reason, and for a day before the
    payment or to come.
    """
    for person in BatchedClaim.objects.filter(batch=pk, pk=line).values_list("claim__claimant", flat=True):
        lock(User, person)
    batch = lock(ExpenseBatch, pk, "created_by")
    require(can_return_payment(user, batch))
    row = batch.lines.returnable().select_related("claim").filter(pk=line).first()
    if row is None:
        raise BusinessError(_("Choose a payment of this batch that has not come back yet."))
    require(may_have_paid_again(user, row.claim))
    if not reason.strip():
        raise BusinessError(_("Give a reason."))
    if batch.paid_on is not None and not batch.paid_on <= returned_on <= today():
        raise BusinessError(_("A payment comes back between the day it was made and today."))
    row.returned_on, row.return_reason, row.returned_by, row.is_running = returned_on, reason.strip(), user, False
    row.save(update_fields=["returned_on", "return_reason", "returned_by", "is_running"])
    words = f"{row.claim.number} {row.payee} ¥{row.amount:,.2f}: {row.return_reason}"
    audit.record(batch, user, gettext_noop("Payment came back"), comment=words)
    take_payment_back(row.claim_id, user, row.return_reason)
    return batch


def batch_of(claim: ExpenseClaim) -> ExpenseBatch | None:
    """The batch that is to pay a claim, or has paid it; None where it is in none."""
    line = BatchedClaim.objects.running().filter(claim=claim).select_related("batch").first()
    return line.batch if line else None
