"""A red letter that is left over on a paid invoice: set against other invoices of the customer, and taken back.

As with a payment nothing happens by itself: finance is shown a proposal, and every decision is a row of the allocations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.allocation.permissions import can_offset_credit, has_free_credit
from orders.allocation.proposal import propose
from orders.allocation.settling import checked_shares, lock_invoices, offset_credit, release, restate
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def offset_proposal(credit: Invoice) -> list:
    """``[(invoice, amount)]`` for what is left of a credit note: the oldest due date first (REC-13)."""
    invoices = Invoice.objects.filter(customer=credit.customer_id).bills_open()
    return propose(-credit.open_amount, invoices.oldest_first())


@transaction.atomic
def offset_against(pk: int, user: User, shares: list) -> Invoice:
    """Set what is left of a posted credit note against open invoices: ``shares`` is ``[(invoice pk, amount)]``.

    A receivable falls by confirmed payments and credit notes (REC-13). Refused: more than is left of the credit note,
    more than is open of an invoice, an invoice of somebody else or one that is not posted. All of it or nothing.
    """
    credit, _account = lock_with_account(Invoice, pk)
    require(can_offset_credit(user, credit))
    if not credit.is_credit or not credit.is_live or credit.open_amount == ZERO:
        raise BusinessError(_("Only a posted credit note of which something is left is set against invoices."))
    shares = checked_shares(shares)
    wanted, left = sum(amount for _pk, amount in shares), -credit.open_amount
    if wanted > left:
        raise BusinessError(
            _("%(wanted)s is to be set off, but only %(left)s of this credit note is left.")
            % {"wanted": f"{wanted:,.2f}", "left": f"{left:,.2f}"}
        )
    for invoice, amount in lock_invoices(credit.customer_id, shares):
        offset_credit(credit, invoice, amount, user)
    return credit


@transaction.atomic
def accept_offset(pk: int, user: User) -> Invoice:
    """Set it off as proposed, from the figures under the lock."""
    credit, _account = lock_with_account(Invoice, pk)
    require(can_offset_credit(user, credit))
    shares = [(invoice.pk, amount) for invoice, amount in offset_proposal(credit)]
    if not shares:
        raise BusinessError(_("There is no open invoice to propose. The credit stays on the account."))
    return offset_against(pk, user, shares)


@transaction.atomic
def take_offset_back(pk: int, user: User, comment: str) -> Invoice:
    """Undo what a credit note was set against: the invoices are open again and the credit is free."""
    credit, _account = lock_with_account(Invoice, pk)
    require(can_offset_credit(user, credit))
    returned = release(credit, user, calendar.today()) if credit.is_credit else ZERO
    if not returned:
        raise BusinessError(_("Nothing of this credit note is set against an invoice."))
    return restate(credit, credit.open_amount - returned, user, gettext_noop("Offset taken back"), comment, None)


def has_offset_proposal(user: User, credit: Invoice) -> bool:
    return has_free_credit(user, credit) and bool(offset_proposal(credit))
