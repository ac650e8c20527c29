"""A statement on its way: reviewed by the head of sales, approved by the general manager, paid by finance (PAY-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.commission.computing import carried_to, compute_month
from performance.commission.later import keep_what_is_held, release
from performance.commission.models import CommissionStatement
from performance.commission.permissions import (
    can_approve_statement,
    can_pay_statement,
    can_review_statement,
)
from performance.commission.states import CommissionStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def _locked(pk: int) -> CommissionStatement:
    return lock(CommissionStatement, pk, "person")


@transaction.atomic
def review_statement(pk: int, user: User, comment: str = "") -> CommissionStatement:
    """calculated → reviewed by the head of sales (PAY-11). Months in their order: what one left below zero is in the next."""
    statement = _locked(pk)
    guard(statement, CommissionStatus.REVIEWED)
    require(can_review_statement(user, statement))
    _refuse_before_earlier(statement, CommissionStatement.objects.filter(status=CommissionStatus.CALCULATED))
    _bring_forward(statement, user)
    return move(statement, CommissionStatus.REVIEWED, user, comment=comment)


def _refuse_before_earlier(statement: CommissionStatement, waiting: Any) -> None:
    earlier = waiting.before(statement.month).filter(person=statement.person_id).order_by("month").first()
    if earlier is not None:
        raise BusinessError(
            _("The statement %(number)s of %(month)s comes first.")
            % {"number": earlier.number, "month": f"{earlier.month:%Y-%m}"}
        )


def _bring_forward(statement: CommissionStatement, user: User) -> None:
    carried = carried_to([statement.person_id], statement.month).get(statement.person_id, ZERO)
    released = release([statement]).get(statement.pk, ZERO)
    change(statement, user, gettext_noop("Brought forward"), brought_forward=carried, released=released)


@transaction.atomic
def send_back_statement(pk: int, user: User, comment: str) -> CommissionStatement:
    """reviewed → calculated, with the reason: it is computed anew with the month (PAY-11)."""
    statement = _locked(pk)
    guard(statement, CommissionStatus.CALCULATED)
    require(can_approve_statement(user, statement))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    return move(statement, CommissionStatus.CALCULATED, user, comment=comment)


@transaction.atomic
def approve_statement(pk: int, user: User, comment: str = "", pay_anyway: bool = False) -> CommissionStatement:
    """reviewed → approved by the general manager: from now on it stays as it is (PAY-11).

    Where the quota was not met it is accrued and paid with the settlement of the year; to pay it now all the same the
    general manager gives his reason (PAY-03, SET-20b).
    """
    statement = _locked(pk)
    guard(statement, CommissionStatus.APPROVED)
    require(can_approve_statement(user, statement))
    _refuse_before_earlier(statement, CommissionStatement.objects.open())
    pay_anyway = pay_anyway and not statement.qualified
    if pay_anyway and not comment.strip():
        raise BusinessError(_("Give the reason why it is paid although the quota was not met."))
    move(
        statement,
        CommissionStatus.APPROVED,
        user,
        comment=comment,
        pay_anyway=pay_anyway,
        approved_by=user,
        approved_on=today(),
    )
    notify(
        [statement.person],
        lambda: _("Your commission of %(month)s is approved") % {"month": f"{statement.month:%Y-%m}"},
        url=statement.get_absolute_url(),
    )
    return statement


def is_held_back(statement: CommissionStatement) -> bool:
    """PAY-03, SET-20b: accrued, and paid only with the settlement of the year."""
    settled_yearly = policy().commission_payment == "monthly_yearly"
    return settled_yearly and not statement.qualified and not statement.pay_anyway and statement.payable > ZERO


@transaction.atomic
def pay_statement(pk: int, user: User) -> CommissionStatement:
    """approved → paid by finance (PAY-11)."""
    statement = _locked(pk)
    guard(statement, CommissionStatus.PAID)
    require(can_pay_statement(user, statement))
    if is_held_back(statement):
        raise BusinessError(_("The quota was not met: this commission is paid with the settlement of the year."))
    mark_paid(statement, user)
    notify(
        [statement.person],
        lambda: _("Your commission of %(month)s is paid") % {"month": f"{statement.month:%Y-%m}"},
        url=statement.get_absolute_url(),
    )
    return statement


def mark_paid(statement: CommissionStatement, user: User, comment: str = "") -> CommissionStatement:
    """The locked statement becomes paid; the lines that are held back keep what was not paid of them."""
    keep_what_is_held(statement)
    return move(statement, CommissionStatus.PAID, user, comment=comment, paid_on=today())


def recalculate_statement(pk: int, user: User) -> CommissionStatement:
    """Compute the month anew for one who is only calculated; an approved statement is refused: corrections go to the next
    month (PAY-11)."""
    statement = CommissionStatement.objects.get(pk=pk)
    if statement.status != CommissionStatus.CALCULATED:
        raise BusinessError(
            _("%(number)s is “%(status)s” and is not calculated again; corrections go to the next month.")
            % {"number": statement.number, "status": statement.get_status_display()}
        )
    compute_month(statement.month, user)
    statement.refresh_from_db()
    return statement
