"""Whose money a line of the pool is, as somebody says: claimed with a remark, withdrawn, given back, set aside (REC-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from orders.bank_match.matching import Entry, Finding
from orders.bank_match.permissions import (
    can_claim,
    can_claim_for,
    can_give_back,
    can_match_anew,
    can_set_aside,
    can_withdraw_claim,
)
from orders.bank_match.proposing import TO_CLAIM, Proposal, add_shares, match_lines
from orders.bank_match.states import Evidence
from orders.bank_statement.models import BankLine
from orders.bank_statement.states import BankLineStatus
from salesmgmt.core.domain.approvals.alone import hand_to_superior
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, change, guard, lock, move, require

if TYPE_CHECKING:
    from orders.payment.models import Payment
    from salesmgmt.core.models import User

NOTHING_SAID: dict[str, Any] = {
    "customer": None,
    "evidence": [],
    "shares": [],
    "claimed_by": None,
    "claimed_at": None,
    "claim_remark": "",
    "remembers": False,
    "aside_reason": "",
}


@transaction.atomic
def claim_line(pk: int, user: User, *, customer: Customer, remark: str = "", remembers: bool = False) -> BankLine:
    """The rep says that this receipt is his customer's; finance confirms it, another one than who claimed (SEC-04).

    Of two who claim one line the second is told that it is claimed. With ``remembers`` the payer is known from the
    confirmation on.
    """
    customer = lock_roots(Customer, [customer.pk])[customer.pk]
    line = lock(BankLine, pk, "customer__owner", "statement")
    guard(line, BankLineStatus.CLAIMED)
    require(can_claim(user, line))
    require(can_claim_for(user, customer))
    found = _shares_of(line, customer)
    move(
        line,
        BankLineStatus.CLAIMED,
        user,
        comment=remark,
        action=gettext_noop("Claimed"),
        customer=customer,
        claimed_by=user,
        claimed_at=timezone.now(),
        claim_remark=remark.strip()[:400],
        remembers=remembers,
        evidence=found.evidence,
        shares=found.shares,
    )
    close_tasks(line, TO_CLAIM, user)
    notify_roles([Role.FIN], lambda: _claimed_in_words(line), url=line.get_absolute_url())
    hand_to_superior(line, Role.FIN, lambda: _claimed_in_words(line))
    return line


def _claimed_in_words(line: BankLine) -> str:
    return _("Claimed: %(customer)s, %(amount)s") % {"customer": line.customer, "amount": f"{line.amount:,.2f}"}


def _shares_of(line: BankLine, customer: Customer) -> Proposal:
    """What of the customer's open invoices the receipt pays, as for a line that was matched."""
    found = Proposal(Finding(customer.pk, [[Evidence.CLAIM, {}]]))
    entry = Entry(
        line.pk, line.date, line.amount, line.payer, line.payer_account, line.words_of_bank, line.transaction_no
    )
    add_shares([(entry, set(), found)])
    return found


@transaction.atomic
def withdraw_claim(pk: int, user: User, comment: str = "") -> BankLine:
    """It was not his customer's after all: back into the pool."""
    line = lock(BankLine, pk, "customer__owner", "statement")
    guard(line, BankLineStatus.POOL)
    require(can_withdraw_claim(user, line))
    return _into_pool(line, user, gettext_noop("Claim withdrawn"), comment)


@transaction.atomic
def give_back(pk: int, user: User, comment: str) -> BankLine:
    """Finance does not agree with the match or the claim: back into the pool, with the reason; who claimed is told."""
    line = lock(BankLine, pk, "customer__owner", "statement", "claimed_by")
    guard(line, BankLineStatus.POOL)
    require(can_give_back(user, line))
    _need_reason(comment)
    claimant = line.claimed_by
    _into_pool(line, user, gettext_noop("Given back into the pool"), comment)
    notify(
        [claimant],
        lambda: _("Your claim was given back: %(line)s, %(amount)s") % {"line": line, "amount": f"{line.amount:,.2f}"},
        url=line.get_absolute_url(),
        body=comment,
    )
    return line


def _into_pool(line: BankLine, user: User | None, action: str, comment: str, **more: Any) -> BankLine:
    """Nothing is said of the line any more. Whoever clears it is not one who said whose it is: no change is recorded."""
    fields = {**NOTHING_SAID, **more}
    assign(line, fields)
    return move(line, BankLineStatus.POOL, user, action=action, comment=comment, **fields)


@transaction.atomic
def set_aside(pk: int, user: User, reason: str, comment: str = "") -> BankLine:
    """Money in that is none of a customer's: it stays in the list with its reason."""
    line = lock(BankLine, pk, "customer__owner", "statement", "claimed_by")
    guard(line, BankLineStatus.ASIDE)
    require(can_set_aside(user, line))
    if reason == BankLine.AsideReason.OTHER:
        _need_reason(comment)
    claimant = line.claimed_by
    fields = {**NOTHING_SAID, "aside_reason": reason}
    assign(line, fields)
    move(line, BankLineStatus.ASIDE, user, comment=comment, **fields)
    close_tasks(line, TO_CLAIM, user)
    notify(
        [claimant],
        lambda: _("%(line)s was set aside: %(reason)s") % {"line": line, "reason": line.get_aside_reason_display()},
        url=line.get_absolute_url(),
        body=comment,
    )
    return line


@transaction.atomic
def take_from_aside(pk: int, user: User, comment: str) -> BankLine:
    """It is a customer's after all: into the pool again."""
    line = lock(BankLine, pk, "statement")
    if line.status != BankLineStatus.ASIDE:
        raise BusinessError(_("Only what was set aside is taken back."))
    require(can_set_aside(user, line))
    _need_reason(comment)
    return _into_pool(line, user, gettext_noop("Taken back into the pool"), comment)


@transaction.atomic
def match_anew(pk: int, user: User) -> BankLine:
    """Look again: invoices were posted, credited or paid since, payers learnt."""
    line = lock(BankLine, pk, "customer__owner", "statement")
    require(can_match_anew(user, line))
    if line.status == BankLineStatus.POOL:
        match_lines(BankLine.objects.filter(pk=pk), user)
        return BankLine.objects.get(pk=pk)
    kept = [each for each in line.evidence if each[0] in WHOSE]
    shares = line.shares
    BankLine.objects.filter(pk=pk).update(shares=[], evidence=[])  # its own proposal does not stand in its way
    found = Proposal(Finding(line.customer_id, kept))
    entry = Entry(
        line.pk, line.date, line.amount, line.payer, line.payer_account, line.words_of_bank, line.transaction_no
    )
    add_shares([(entry, {share[0] for share in shares} if _names(line) else set(), found)])
    fields = {"evidence": found.evidence, "shares": found.shares}
    return change(line, user, gettext_noop("Matched anew"), comment=_("Proposal renewed"), **fields)


WHOSE = {
    Evidence.ACCOUNT,
    Evidence.NAME,
    Evidence.VARIANT,
    Evidence.FORMER,
    Evidence.PAYER,
    Evidence.INVOICE,
    Evidence.CONTRACT,
    Evidence.RECORDED,
    Evidence.CLAIM,
}


def _names(line: BankLine) -> bool:
    return any(word == Evidence.NAMED for word, _about in line.evidence)


def reopen_reversed(payment: Payment, *, user: User) -> None:
    """The command of a payment that was reversed: its line on the statement is to be explained again; both acts stay."""
    pk = BankLine.objects.filter(payment=payment).values_list("pk", flat=True).first()
    if pk is not None:
        line = lock(BankLine, pk, "customer__owner", "statement")
        _into_pool(line, user, gettext_noop("Payment reversed"), str(payment), payment=None)


def _need_reason(comment: str) -> None:
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
