"""A payment on its way: recorded by the rep, confirmed or rejected by finance, reversed when it bounces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import book, checked_amount, lock_with_account
from orders.allocation.settling import release
from orders.payment.models import Payment
from orders.payment.permissions import can_confirm_payment, can_edit_payment, can_record_payment, can_reverse_payment
from orders.payment.warnings import need_acknowledgement, receipt_warnings, warnings_of
from salesmgmt.core import audit, calendar, registry
from salesmgmt.core.domain.approvals.alone import hand_to_superior, why_not_alone
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User

FIELDS = ("customer", "kind", "demand_notice", "date", "amount", "method", "reference", "payer", "remark")


@transaction.atomic
def record_payment(user: User, *, customer: Customer, acknowledged: bool = False, **fields: Any) -> Payment:
    """The rep records money of his own customer. The balance is unchanged until finance confirms (REC-06, 003 (三)5).

    What looks wrong (an equal receipt, a day the customer has agreed to, last year) must have been ``acknowledged``.
    """
    require(can_record_payment(user, customer), _("You record payments of your own customers only."))
    fields = _checked(customer, fields)
    doubts = need_acknowledgement(receipt_warnings(customer, **fields), acknowledged)
    payment = Payment(
        customer=customer,
        created_by=user,
        number=next_number(Payment.KIND, calendar.today()),
        **fields,
    )
    payment.save()
    audit.record(payment, user, gettext_noop("Recorded"), comment=doubts, to_status=payment.status)
    notify_roles(
        [Role.FIN],
        lambda: _to_confirm(payment),
        url=payment.get_absolute_url(),
    )
    hand_to_superior(payment, Role.FIN, lambda: _to_confirm(payment))
    return payment


@transaction.atomic
def record_from_bank(customer: Customer, *, recorded_by: User | None, **fields: Any) -> Payment:
    """Money as the bank's statement has it, about to be confirmed: recorded by who claimed it for the customer, by nobody
    where it was matched by its own words (REC-06). Its day, amount, reference and payer are the bank's."""
    fields = _checked(customer, fields)
    payment = Payment(
        customer=customer, created_by=recorded_by, number=next_number(Payment.KIND, calendar.today()), **fields
    )
    payment.save()
    audit.record(payment, recorded_by, gettext_noop("Recorded from the bank statement"), to_status=payment.status)
    return payment


@transaction.atomic
def take_from_bank(pk: int, **fields: Any) -> Payment:
    """A recorded payment was found on the statement: its day and reference become the bank's, which nobody has to write."""
    payment, _account = lock_with_account(Payment, pk)
    if not payment.is_editable:
        raise BusinessError(_("A payment can be changed until finance has confirmed it."))
    known = {name: value for name, value in fields.items() if value}
    return change(payment, None, gettext_noop("As the bank has it"), **known)


@transaction.atomic
def edit_payment(pk: int, user: User, *, acknowledged: bool = False, **fields: Any) -> Payment:
    """Finance corrects a recorded payment before it is confirmed; what was there before stays in the timeline."""
    payment, _account = lock_with_account(Payment, pk)
    require(can_edit_payment(user, payment))
    if not payment.is_editable:
        raise BusinessError(_("A payment can be changed until finance has confirmed it."))
    customer = fields.pop("customer", payment.customer)
    fields = {"customer": customer, **_checked(customer, fields)}
    if any(fields.get(name) != getattr(payment, name) for name in ("customer", "date", "amount", "reference")):
        need_acknowledgement(receipt_warnings(besides=payment.pk, **fields), acknowledged)
    change(payment, user, gettext_noop("Changed"), **fields)
    hand_to_superior(payment, Role.FIN, lambda: _to_confirm(payment))
    return payment


def _to_confirm(payment: Payment) -> str:
    return _("Payment to confirm: %(customer)s, %(amount)s") % {
        "customer": payment.customer,
        "amount": f"{payment.amount:,.2f}",
    }


def _checked(customer: Customer, fields: dict) -> dict:
    fields = {name: value for name, value in fields.items() if name in FIELDS}
    fields["amount"] = checked_amount(fields["amount"])
    if fields["date"] > calendar.today():
        raise BusinessError(_("The day of receipt lies in the future."))
    notice = fields.get("demand_notice")
    is_prepayment = fields.get("kind") == Payment.Kind.PREPAYMENT
    if notice is not None and notice.customer_id != customer.pk:
        raise BusinessError(_("This demand notice belongs to another customer."))
    if notice is not None and not is_prepayment:
        raise BusinessError(_("Only a prepayment is registered for a demand notice."))
    return fields


@transaction.atomic
def confirm_payment(pk: int, user: User, acknowledged: bool = False) -> Payment:
    """Finance has verified the money: recorded → confirmed; from now on the balance is lower (REC-06).

    Nobody confirms what he recorded or changed himself (SEC-04). An equal receipt, or a day the customer has agreed to,
    is a question that must have been answered: ``acknowledged``.
    """
    payment, account = lock_with_account(Payment, pk)
    guard(payment, Payment.Status.CONFIRMED)
    if payment.status != Payment.Status.RECORDED:  # an allocated payment becomes confirmed again only by taking back
        raise BusinessError(_("This payment has been confirmed already."))
    require(can_confirm_payment(user, payment), why_not_alone(user, payment, Role.FIN))
    doubts = need_acknowledgement(warnings_of(payment), acknowledged)
    move(
        payment,
        Payment.Status.CONFIRMED,
        user,
        comment=doubts,
        unallocated=payment.amount,
        confirmed_by=user,
        confirmed_at=timezone.now(),
    )
    book(
        account,
        kind=LedgerEntry.Kind.PAYMENT,
        day=payment.date,
        amount=-payment.amount,
        document=payment,
        reference=payment.number,
        user=user,
    )
    _tell(payment, gettext_noop("Payment confirmed: %(payment)s"))
    return payment


@transaction.atomic
def reject_payment(pk: int, user: User, comment: str) -> Payment:
    """Finance cannot find the money: recorded → rejected, with the reason; the balance never moved (REC-06)."""
    payment, _account = lock_with_account(Payment, pk)
    guard(payment, Payment.Status.REJECTED)
    require(can_confirm_payment(user, payment), why_not_alone(user, payment, Role.FIN))
    _need_reason(comment)
    move(payment, Payment.Status.REJECTED, user, comment=comment)
    _tell(payment, gettext_noop("Payment rejected: %(payment)s"), body=comment)
    return payment


@transaction.atomic
def reverse_payment(pk: int, user: User, comment: str) -> Payment:
    """A draft bounced or the booking was wrong: confirmed or allocated → reversed; invoices and balance are restored.

    The counter-entry is dated today; the entry of the payment stays (append-only ledger).
    """
    payment, account = lock_with_account(Payment, pk)
    guard(payment, Payment.Status.REVERSED)
    require(can_reverse_payment(user, payment))
    _need_reason(comment)
    if payment.refunds.filter(refunded_on__isnull=False).exists():
        raise BusinessError(_("Part of this payment was refunded: it can no longer be reversed."))
    today = calendar.today()
    release(payment, user, today)
    move(payment, Payment.Status.REVERSED, user, comment=comment, unallocated=ZERO, reversed_on=today)
    book(
        account,
        kind=LedgerEntry.Kind.REVERSAL,
        day=today,
        amount=payment.amount,
        document=payment,
        reference=payment.number,
        user=user,
    )
    registry.tell(Payment.KIND, "reversed", payment, user=user)
    _tell(payment, gettext_noop("Payment reversed: %(payment)s"), body=comment)
    return payment


def _need_reason(comment: str) -> None:
    if not comment.strip():
        raise BusinessError(_("Give the reason."))


def _tell(payment: Payment, text: str, body: str = "") -> None:
    """The person who recorded it, and the one responsible for the customer."""
    notify(
        [payment.created_by, payment.customer.owner],
        lambda: _(text) % {"payment": payment},
        url=payment.get_absolute_url(),
        body=body,
    )
