"""A bank line becomes a customer payment: confirmed by finance, allocated as proposed (REC-06). Nothing else posts one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.bank_match.learning import learn
from orders.bank_match.permissions import can_confirm_line
from orders.bank_match.proposing import TO_CLAIM
from orders.bank_statement.models import BankLine
from orders.bank_statement.states import BankLineStatus
from orders.payment.allocation import allocate
from orders.payment.models import Payment
from orders.payment.permissions import can_allocate_payment
from orders.payment.recording import confirm_payment, record_from_bank, take_from_bank
from orders.payment.states import PaymentKind, PaymentStatus
from orders.payment.warnings import agreed_warnings, equal_receipts, need_acknowledgement
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import guard, move, require

if TYPE_CHECKING:
    from orders.payment.querysets import PaymentQuerySet
    from salesmgmt.core.models import User

OTHER = "other"
REFERENCE = 80  # characters of the bank's number that a payment keeps


@transaction.atomic
def confirm_line(pk: int, user: User, acknowledged: bool = False, same_as: str = "") -> BankLine:
    """proposed or claimed → posted: the payment, its confirmation, its allocation, in one transaction or not at all.

    A payment that was recorded or confirmed before is recognised by the rule of payments (same customer, day, amount and
    reference) and becomes the line's; one that is only much like it is asked about: ``same_as`` is its key, or "other".
    Refused: a line of a closed month, an allocation that no longer fits, whoever claimed it himself (SEC-04).
    """
    _need_customer(pk)
    line, _account = lock_with_account(BankLine, pk, "account", "statement", "claimed_by")
    guard(line, BankLineStatus.POSTED)
    require(can_confirm_line(user, line), why_not_confirm_line(user, line))
    payment = _payment_of(line, user, acknowledged, same_as)
    move(line, BankLineStatus.POSTED, user, action=gettext_noop("Posted as payment"), payment=payment)
    learn(line, user)
    close_tasks(line, TO_CLAIM, user)
    return line


def _need_customer(pk: int) -> None:
    if BankLine.objects.filter(pk=pk, customer__isnull=True).exists():
        raise BusinessError(_("Nobody has said yet whose money this is: claim it first, or set it aside."))


def why_not_confirm_line(user: User, line: BankLine) -> str:
    """In words, for the page and the refusal."""
    if policy().bank_two_persons and line.statement.created_by_id == user.pk:
        return _("You brought this statement in: another person of finance confirms its lines.")
    return why_not_alone(user, line, Role.FIN)


def _payment_of(line: BankLine, user: User, acknowledged: bool, same_as: str) -> Payment:
    known = _recognised(line, same_as)
    if known is not None and known.status != PaymentStatus.RECORDED:
        return known  # confirmed by hand before: its money and its allocation stand
    need_acknowledgement(agreed_warnings(line.customer, line.date), acknowledged)
    facts: dict[str, Any] = {"date": line.date, "reference": line.transaction_no[:REFERENCE], "payer": line.payer}
    if known is None:
        known = record_from_bank(
            line.customer, recorded_by=line.claimed_by, amount=line.amount, remark=_remark(line), **facts
        )
    else:
        known = take_from_bank(known.pk, **facts)
    confirm_payment(known.pk, user, acknowledged=True)
    if line.shares and known.kind != PaymentKind.PREPAYMENT and can_allocate_payment(user, known):
        allocate(known.pk, user, [(pk, amount) for pk, amount in line.shares])
    return Payment.objects.get(pk=known.pk)


def _remark(line: BankLine) -> str:
    return " ".join(filter(None, [line.words_of_bank, line.claim_remark]))


def _free(rows: PaymentQuerySet) -> PaymentQuerySet:
    return rows.filter(bank_line__isnull=True)


def _recognised(line: BankLine, same_as: str) -> Payment | None:
    """The payment that is this line already; BusinessError where a person has to say whether it is."""
    reference = line.transaction_no[:REFERENCE]
    twin = _free(equal_receipts(line.customer, line.date, line.amount, reference)).first()
    if twin is not None:
        return twin
    alike = alike_payments(line)
    if same_as == OTHER or not alike:
        return None
    chosen = next((payment for payment in alike if str(payment.pk) == same_as), None)
    if chosen is None:
        raise BusinessError(
            _(
                "%(payments)s: the same customer and amount within a few days. Open the line and say whether it is the same money."
            )
            % {"payments": "、".join(str(payment) for payment in alike)}
        )
    return chosen


def alike_payments(line: BankLine) -> list[Payment]:
    """Payments that may be this line although day or reference differ: never posted twice without a question."""
    if not line.customer_id:
        return []
    days = dt.timedelta(days=policy().bank_recorded_days)
    dead = (PaymentStatus.REJECTED, PaymentStatus.REVERSED)
    rows = Payment.objects.filter(
        customer=line.customer_id,
        amount=line.amount,
        date__gte=line.date - days,
        date__lte=line.date + days,
    ).exclude(status__in=dead)
    equal = equal_receipts(line.customer, line.date, line.amount, line.transaction_no[:REFERENCE])
    return list(_free(rows).exclude(pk__in=equal.values("pk")).order_by("date", "pk")[:5])


def asks_before(line: BankLine) -> list[str]:
    """What is asked before the confirmation, in words; [] where one click is enough."""
    if line.status not in (BankLineStatus.PROPOSED, BankLineStatus.CLAIMED):
        return []
    return [*map(str, alike_payments(line)), *agreed_warnings(line.customer, line.date)]


def questions_of(line: BankLine) -> list[str]:
    """asks_before(), read once a page."""
    return read_once(line, "questions", lambda: asks_before(line))


def can_confirm_now(user: User, line: BankLine) -> bool:
    return bool(line.customer_id) and can_confirm_line(user, line) and not questions_of(line)


def is_asked_about(user: User, line: BankLine) -> bool:
    return bool(line.customer_id) and can_confirm_line(user, line) and bool(questions_of(line))
