"""An advance is asked for, paid out, accounted for and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_advance.models import AdvanceMovement, ExpenseAdvance
from performance.expense_advance.permissions import (
    can_ask_advance,
    can_edit_advance,
    can_pay_advance,
    can_take_back_advance,
)
from performance.expense_advance.rules import set_off
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any


@transaction.atomic
def create_advance(user: User, amount: Decimal, **fields: Any) -> ExpenseAdvance:
    require(can_ask_advance(user))
    _refuse_nothing(amount)
    advance = ExpenseAdvance.objects.create(
        number=next_number(ExpenseAdvance.KIND), created_by=user, person=user, amount=amount, **fields
    )
    audit.record(advance, user, gettext_noop("Created"), to_status=advance.status)
    return advance


@transaction.atomic
def update_advance(pk: int, user: User, amount: Decimal, **fields: Any) -> ExpenseAdvance:
    advance = lock(ExpenseAdvance, pk, "person")
    require(can_edit_advance(user, advance))
    _refuse_nothing(amount)
    return change(advance, user, gettext_noop("Edited"), amount=amount, **fields)


def _refuse_nothing(amount: Decimal) -> None:
    if amount <= 0:
        raise BusinessError(_("An advance is an amount above zero."))


# draft → submitted, by the approval engine, which locks the row.
submit_advance = approvals.submit_of(ExpenseAdvance)


@transaction.atomic
def pay_advance(pk: int, user: User, paid_on: dt.date) -> ExpenseAdvance:
    """approved → in the person's hands: only finance gives money out (EXP-07)."""
    advance = lock(ExpenseAdvance, pk, "person")
    guard(advance, ExpenseAdvance.Status.PAID_OUT)
    require(can_pay_advance(user, advance))
    if paid_on > today():
        raise BusinessError(_("The day of the payment is still to come."))
    return move(advance, ExpenseAdvance.Status.PAID_OUT, user, paid_on=paid_on, open_amount=advance.amount)


@transaction.atomic
def give_back(pk: int, user: User, amount: Decimal) -> ExpenseAdvance:
    """The person gives back what he did not need; with the last yuan the advance is settled."""
    advance = lock(ExpenseAdvance, pk, "person")
    require(can_take_back_advance(user, advance))
    if not ZERO < amount <= advance.open_amount:
        raise BusinessError(
            _("At most %(amount)s is open.") % {"amount": f"¥{advance.open_amount:,.2f}"},
        )
    return _account(advance, user, amount, _("Given back"))


def open_sum(person: User) -> Decimal:
    """What a person holds and has not accounted for."""
    return open_sums([person.pk]).get(person.pk, ZERO)


def open_sums(people: list[int]) -> dict[int, Decimal]:
    """The same of several people, those who hold something."""
    rows = ExpenseAdvance.objects.filter(person__in=people, status=ExpenseAdvance.Status.PAID_OUT)
    return dict(rows.order_by().values_list("person").annotate(sum=Sum("open_amount")))


def account_for(person: User, amount: Decimal, reference: str, user: User) -> Decimal:
    """Set a claim off against the person's open advances, the oldest first; returns how much was taken.

    Two claims of one person are paid one after the other. The caller holds the transaction.
    """
    lock(User, person.pk)
    advances = [lock(ExpenseAdvance, each.pk, "person") for each in ExpenseAdvance.objects.open_of(person)]
    taken = set_off(amount, [advance.open_amount for advance in advances])
    for advance, part in zip(advances, taken, strict=True):
        if part:
            _account(advance, user, part, reference)
    return sum(taken, ZERO)


def _account(advance: ExpenseAdvance, user: User, amount: Decimal, reference: str) -> ExpenseAdvance:
    AdvanceMovement.objects.create(advance=advance, amount=amount, reference=reference, day=today(), by=user)
    left = advance.open_amount - amount
    if left:
        return change(advance, user, gettext_noop("Accounted for"), comment=reference, open_amount=left)
    return move(advance, ExpenseAdvance.Status.SETTLED, user, comment=reference, open_amount=ZERO)
