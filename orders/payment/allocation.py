"""Setting money against invoices, and taking it back. Always under the account's lock, always with both sides written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.allocation.proposal import propose
from orders.allocation.settling import checked_shares, lock_invoices, release, set_against
from orders.invoice.models import Invoice
from orders.payment.figures import HELD
from orders.payment.models import Payment
from orders.payment.permissions import can_allocate_payment, has_free_money
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def proposal_for(payment: Payment) -> list:
    """The proposal for a payment as it stands: shown to finance, who accepts or changes it.

    A prepayment is held for its demand notice: while it is, only the invoices of that demand are proposed (REC-15).
    """
    invoices = Invoice.objects.filter(customer=payment.customer_id, open_amount__gt=0)
    if payment.demand_notice_id and Payment.objects.filter(HELD, pk=payment.pk).exists():
        invoices = invoices.of_demand(payment.demand_notice_id)
    return propose(payment.unallocated, invoices.oldest_first())


@transaction.atomic
def allocate(pk: int, user: User, shares: list) -> Payment:
    """Spread a confirmed payment over invoices: ``shares`` is ``[(invoice pk, amount)]`` (REC-06).

    Refused: more than is free of the payment, more than is open of an invoice, an invoice of somebody else or one that
    is not posted, an invoice named twice, an amount that is none. All of it or nothing.
    """
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    if payment.status != Payment.Status.CONFIRMED:
        raise BusinessError(_("Only money that finance has confirmed and that is still free can be allocated."))
    shares = checked_shares(shares)
    wanted = sum(amount for _pk, amount in shares)
    if wanted > payment.unallocated:
        raise BusinessError(
            _("%(wanted)s is to be allocated, but only %(free)s of this payment is free.")
            % {"wanted": f"{wanted:,.2f}", "free": f"{payment.unallocated:,.2f}"}
        )
    for invoice, amount in lock_invoices(payment.customer_id, shares):
        set_against(payment, invoice, amount, user)
    left = payment.unallocated - wanted
    if left == ZERO:
        return move(payment, Payment.Status.ALLOCATED, user, action=gettext_noop("Allocated"), unallocated=left)
    return change(payment, user, gettext_noop("Partly allocated"), unallocated=left)


@transaction.atomic
def accept_proposal(pk: int, user: User) -> Payment:
    """Allocate as proposed, oldest first, from the figures under the lock: a person's decision, never silent."""
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    shares = [(invoice.pk, amount) for invoice, amount in proposal_for(payment)]
    if not shares:
        raise BusinessError(
            _("There is no open invoice to propose. Allocate by hand, or keep the money on the account.")
        )
    return allocate(pk, user, shares)


@transaction.atomic
def take_back(pk: int, user: User, comment: str) -> Payment:
    """Undo the allocations of a payment: the invoices are open again and the money is free."""
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    if not payment.is_received:
        raise BusinessError(_("Only a confirmed payment has allocations."))
    returned = release(payment, user, calendar.today())
    if not returned:
        raise BusinessError(_("Nothing of this payment is allocated."))
    free = payment.unallocated + returned
    if payment.status == Payment.Status.ALLOCATED:
        return move(
            payment,
            Payment.Status.CONFIRMED,
            user,
            action=gettext_noop("Allocation taken back"),
            comment=comment,
            unallocated=free,
        )
    return change(payment, user, gettext_noop("Allocation taken back"), comment=comment, unallocated=free)


def has_proposal(user: User, payment: Payment) -> bool:
    return has_free_money(user, payment) and bool(proposal_for(payment))
