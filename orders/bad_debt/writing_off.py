"""A doubtful receivable is written off: proposed by the rep, decided by finance and the general manager (SET-47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import book, checked_amount, lock_account, lock_with_account
from orders.allocation.settling import set_against
from orders.bad_debt.marking import MEASURES
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bad_debt.permissions import can_edit_write_off, can_propose_write_off
from orders.bad_debt.states import ON_THE_WAY
from orders.invoice.models import Invoice
from orders.supply.words import yuan
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import ApprovalRound, ApprovalStep


@transaction.atomic
def propose_write_off(pk: int, user: User, *, amount: Decimal, reason: str, evidence: str) -> WriteOff:
    """The rep proposes to give up what is open of a doubtful receivable, as a draft (REC-04). ``pk`` is the doubtful
    receivable's."""
    doubtful, _account = lock_with_account(DoubtfulReceivable, pk, "invoice")
    require(can_propose_write_off(user, doubtful))
    if doubtful.write_offs.filter(status__in=ON_THE_WAY).exists():
        raise BusinessError(_("A write-off of this receivable is proposed already."))
    amount = _checked(doubtful, amount, reason, evidence)
    write_off = WriteOff(
        number=next_number(WriteOff.KIND),
        created_by=user,
        customer=doubtful.customer,
        doubtful=doubtful,
        amount=amount,
        reason=reason,
        evidence=evidence,
    )
    write_off.save()
    audit.record(write_off, user, gettext_noop("Created"), to_status=write_off.status)
    return write_off


@transaction.atomic
def update_write_off(pk: int, user: User, *, amount: Decimal, reason: str, evidence: str) -> WriteOff:
    """Change the draft."""
    write_off = lock(WriteOff, pk, "doubtful__invoice")
    require(can_edit_write_off(user, write_off))
    amount = _checked(write_off.doubtful, amount, reason, evidence)
    return change(write_off, user, gettext_noop("Changed"), amount=amount, reason=reason, evidence=evidence)


def _checked(doubtful: DoubtfulReceivable, amount: Decimal, reason: str, evidence: str) -> Decimal:
    amount = checked_amount(amount)
    if not reason.strip() or not evidence.strip():
        raise BusinessError(_("Say why nothing more is to be expected, what was done, and what proves it."))
    refuse_write_off(doubtful, doubtful.invoice, amount)
    return amount


def refuse_write_off(doubtful: DoubtfulReceivable, invoice: Invoice, amount: Decimal) -> None:
    """Written off is what is doubtful, open and not in dispute; asked when proposed and at every decision (REC-04).

    What the customer disputes is settled with him first: it may be ours to credit, which is no loss of payment.
    """
    if doubtful.status != DoubtfulReceivable.Status.DOUBTFUL:
        raise BusinessError(_("Only a doubtful receivable is written off."))
    if invoice.disputed:
        raise BusinessError(
            _("Invoice %(invoice)s is disputed by the customer: settle the dispute first, or credit it.")
            % {"invoice": invoice}
        )
    if amount > invoice.open_amount:
        raise BusinessError(
            _("Only %(open)s of invoice %(invoice)s is open; %(wanted)s cannot be written off.")
            % {"open": f"{invoice.open_amount:,.2f}", "invoice": invoice, "wanted": f"{amount:,.2f}"}
        )


# To finance and the general manager: draft → in approval (SET-47).
submit_write_off = approvals.submit_of(WriteOff)


def check_submit(write_off: WriteOff, user: User) -> None:
    doubtful = write_off.doubtful
    refuse_write_off(doubtful, doubtful.invoice, write_off.amount)


def check_decision(write_off: WriteOff, step: ApprovalStep, user: User, data: dict) -> None:
    """At each agreement, from the figures under the account's lock."""
    lock_account(write_off.customer_id)
    doubtful = DoubtfulReceivable.objects.select_related("invoice").get(pk=write_off.doubtful_id)
    refuse_write_off(doubtful, doubtful.invoice, write_off.amount)


def book_write_off(write_off: WriteOff, round_: ApprovalRound, user: User) -> None:
    """doubtful → bad with the last agreement: a countering entry of its own kind lowers the balance from today on, the
    invoice is open by so much less, and nothing that was posted is changed (REC-04, SET-47)."""
    account = lock_account(write_off.customer_id)
    doubtful = lock(DoubtfulReceivable, write_off.doubtful_id, "customer__owner")
    invoice = lock(Invoice, doubtful.invoice_id)
    refuse_write_off(doubtful, invoice, write_off.amount)
    move(
        doubtful,
        DoubtfulReceivable.Status.BAD,
        user,
        comment=str(write_off),
        ended_on=today(),
        written_off=write_off.amount,
    )
    set_against(doubtful, invoice, write_off.amount, user)
    book(
        account,
        kind=LedgerEntry.Kind.WRITE_OFF,
        day=today(),
        amount=-write_off.amount,
        document=doubtful,
        reference=doubtful.number,
        user=user,
    )
    close_tasks(doubtful, MEASURES, user)
    words = {"customer": doubtful.customer, "amount": yuan(write_off.amount)}
    notify(
        [write_off.created_by, doubtful.customer.owner, *User.objects.with_role(Role.FIN)],
        lambda: _("Written off: %(customer)s, %(amount)s") % words,
        url=doubtful.get_absolute_url(),
    )
