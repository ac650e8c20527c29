"""Finance audits a claim line by line and pays it out (EXP-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_advance.giving import account_for, open_sum
from performance.expense_advance.rules import to_pay
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.permissions import can_audit_claim, can_pay_claim, may_pay_claim
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any


@transaction.atomic
def cut_line(pk: int, user: User, line: int, allowed: Decimal, comment: str) -> ExpenseClaim:
    """Finance allows less of a line than was claimed, with the reason; the claimant sees both (EXP-07).

    Raises BusinessError without a reason, for a line of another claim, and for an amount that is no cut.
    """
    claim = lock(ExpenseClaim, pk, "claimant")
    require(can_audit_claim(user, claim))
    step = approvals.step_of(claim, user)
    require(step is not None, _("A claim is audited by finance, after the manager has agreed."))
    row = ExpenseLine.objects.filter(claim=claim, pk=line).first()
    if row is None:
        raise BusinessError(_("Choose a line of this claim."))
    if not comment.strip():
        raise BusinessError(_("Say why the line is cut."))
    if not ZERO <= allowed < row.amount:
        raise BusinessError(_("What is allowed lies between 0 and what was claimed."))
    row.allowed, row.cut_reason = allowed, comment.strip()[:200]
    row.save(update_fields=["allowed", "cut_reason"])
    total = ExpenseLine.objects.filter(claim=claim).total()
    approvals.note_finding(step.pk, user, gettext_noop("Line cut"), allowed_amount=total)
    return claim


@transaction.atomic
def pay_claim(pk: int, user: User, paid_on: dt.date, reference: str = "") -> ExpenseClaim:
    """finance_audited → paid: only finance says so (EXP-07). Open advances of the claimant are set off by themselves."""
    claim = _locked(pk)
    require(can_pay_claim(user, claim))
    return _pay(claim, user, paid_on, reference)


@transaction.atomic
def pay_out(pk: int, user: User, paid_on: dt.date, reference: str) -> ExpenseClaim:
    """The same for a claim of a payment batch, which is paid with the others of it."""
    claim = _locked(pk)
    require(may_pay_claim(user, claim))
    return _pay(claim, user, paid_on, reference)


def _locked(pk: int) -> ExpenseClaim:
    """The claimant before his claim."""
    lock(User, ExpenseClaim.objects.values_list("claimant", flat=True).get(pk=pk))
    claim = lock(ExpenseClaim, pk, "claimant")
    guard(claim, ExpenseClaim.Status.PAID)
    return claim


@transaction.atomic
def take_payment_back(pk: int, user: User, reason: str) -> ExpenseClaim:
    """paid → finance_audited: the bank sent the money back, so the claim is to be paid again (EXP-07).

    What was set off against advances stays set off: the next payment is the rest.
    """
    lock(User, ExpenseClaim.objects.values_list("claimant", flat=True).get(pk=pk))
    claim = lock(ExpenseClaim, pk, "claimant")
    guard(claim, ExpenseClaim.Status.FINANCE_AUDITED)
    nothing: dict[str, Any] = {"paid_on": None, "paid_by": None, "payment_reference": ""}
    move(claim, ExpenseClaim.Status.FINANCE_AUDITED, user, comment=reason, **nothing)
    notify(
        [claim.claimant],
        lambda: (
            _("The bank sent the payment of %(claim)s back: %(reason)s. Check your account.")
            % {"claim": claim.number, "reason": reason}
        ),
        url=claim.get_absolute_url(),
    )
    return claim


def _pay(claim: ExpenseClaim, user: User, paid_on: dt.date, reference: str) -> ExpenseClaim:
    if paid_on > today():
        raise BusinessError(_("The day of the payment is still to come."))
    taken = claim.set_off + account_for(claim.claimant, claim.paid_out, claim.number, user)
    fields: dict[str, Any] = {"paid_on": paid_on, "paid_by": user, "payment_reference": reference, "set_off": taken}
    move(claim, ExpenseClaim.Status.PAID, user, **fields)
    notify(
        [claim.claimant],
        lambda: _("Paid out: %(claim)s, %(amount)s") % {"claim": claim.number, "amount": f"¥{claim.paid_out:,.2f}"},
        url=claim.get_absolute_url(),
    )
    return claim


def paid_in_words(claim: ExpenseClaim) -> str:
    """15,000.00 − open advance 12,000.00 = 3,000.00 to pay; of a paid claim what was really set off."""
    is_paid = claim.status == ExpenseClaim.Status.PAID
    held = claim.set_off + (ZERO if is_paid else open_sum(claim.claimant))
    left = to_pay(claim.allowed_amount, held)
    return _("%(claimed)s − open advances %(held)s = %(left)s to pay") % {
        "claimed": f"{claim.allowed_amount:,.2f}",
        "held": f"{min(held, claim.allowed_amount):,.2f}",
        "left": f"{left:,.2f}",
    }
