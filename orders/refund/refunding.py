"""Free money goes back: proposed by finance, decided by the general manager, booked with his agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import book, checked_amount, lock_account, lock_with_account
from orders.allocation.models import Allocation
from orders.allocation.settling import restate
from orders.invoice.models import Invoice
from orders.payment.figures import HELD
from orders.payment.models import Payment
from orders.refund.models import Refund
from orders.refund.permissions import can_edit_refund, can_propose_refund
from orders.supply.words import yuan
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User

TEXTS = ("reason", "payee", "bank", "bank_account")


@transaction.atomic
def propose_payment_refund(pk: int, user: User, **fields: Any) -> Refund:
    """Of a confirmed payment, as far as no invoice has taken it; a draft."""
    payment, _account = lock_with_account(Payment, pk)
    return _propose(payment.customer, user, fields, payment=payment)


@transaction.atomic
def propose_credit_refund(pk: int, user: User, **fields: Any) -> Refund:
    """Of what is left of a posted credit note; a draft."""
    credit, _account = lock_with_account(Invoice, pk)
    return _propose(credit.customer, user, fields, credit=credit)


def _propose(customer: Any, user: User, fields: dict, **origin: Any) -> Refund:
    require(can_propose_refund(user))
    refund = Refund(created_by=user, customer=customer, **origin, **_checked(fields))
    refuse_refund(refund)
    refund.number = next_number(Refund.KIND)
    refund.save()
    audit.record(refund, user, gettext_noop("Created"), to_status=refund.status)
    return refund


@transaction.atomic
def update_refund(pk: int, user: User, **fields: Any) -> Refund:
    """Change the draft."""
    refund = lock(Refund, pk, "payment", "credit", "customer__owner")
    require(can_edit_refund(user, refund))
    change(refund, user, gettext_noop("Changed"), **_checked(fields))
    refuse_refund(refund)
    return refund


def _checked(fields: dict) -> dict:
    found = {name: str(fields.get(name, "")).strip() for name in TEXTS}
    if not all(found.values()):
        raise BusinessError(_("Say why the money goes back, to whom and to which account."))
    return {**found, "amount": checked_amount(fields["amount"])}


def refuse_refund(refund: Refund) -> None:
    """Never more goes back than is free, and nothing that was prepaid for a demand notice that still stands (REC-15);
    asked when proposed and at the decision."""
    if refund.payment_id and Payment.objects.filter(HELD, pk=refund.payment_id).exists():
        raise BusinessError(_("This prepayment is kept for its demand notice and is not refunded."))
    if refund.credit_id and not (refund.credit.is_credit and refund.credit.is_live):
        raise BusinessError(_("Only a posted credit note of which something is left is refunded."))
    if refund.amount > refund.free:
        raise BusinessError(
            _("%(wanted)s is to be refunded, but only %(free)s of %(origin)s is free.")
            % {"wanted": f"{refund.amount:,.2f}", "free": f"{refund.free:,.2f}", "origin": refund.origin}
        )


# To the general manager: draft → in approval.
submit_refund = approvals.submit_of(Refund)


def check_submit(refund: Refund, user: User) -> None:
    refuse_refund(refund)


def check_decision(refund: Refund, step: ApprovalStep, user: User, data: dict) -> None:
    """From the figures under the account's lock."""
    lock_account(refund.customer_id)
    refuse_refund(Refund.objects.select_related("payment", "credit").get(pk=refund.pk))


def book_refund(refund: Refund, round_: ApprovalRound, user: User) -> None:
    """With the agreement: the free money is less, a countering entry raises the balance from today on, and what was
    posted stays as it is."""
    account = lock_account(refund.customer_id)
    if refund.payment_id:
        _take_from_payment(refund, lock(Payment, refund.payment_id), user)
    else:
        _take_from_credit(refund, lock(Invoice, refund.credit_id), user)
    book(
        account,
        kind=LedgerEntry.Kind.REFUND,
        day=today(),
        amount=refund.amount,
        document=refund,
        reference=refund.number,
        user=user,
    )
    words = {"customer": refund.customer, "amount": yuan(refund.amount)}
    notify(
        [refund.created_by, refund.customer.owner],
        lambda: _("Refund decided: %(customer)s, %(amount)s") % words,
        url=refund.get_absolute_url(),
    )


def _take_from_payment(refund: Refund, payment: Payment, user: User) -> None:
    left = payment.unallocated - refund.amount
    comment = f"{refund}: {refund.amount:,.2f}"
    if left == ZERO:
        move(
            payment, Payment.Status.ALLOCATED, user, action=gettext_noop("Refunded"), comment=comment, unallocated=left
        )
    else:
        change(payment, user, gettext_noop("Refunded"), comment=comment, unallocated=left)


def _take_from_credit(refund: Refund, credit: Invoice, user: User) -> None:
    """Of a credit note what is refunded stands as an allocation on the note itself, so that it is open by so much less."""
    Allocation.objects.create(
        refund=refund, invoice=credit, amount=-refund.amount, date=max(credit.date, today()), created_by=user
    )
    left: Decimal = credit.open_amount + refund.amount
    day = today() if left == ZERO else None
    restate(credit, left, user, gettext_noop("Refunded"), f"{refund}: {refund.amount:,.2f}", day)
