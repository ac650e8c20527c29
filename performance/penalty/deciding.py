"""The hearing, the decision of the general manager, and the recovery in instalments (PAY-06, PAY-07)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.penalty.models import Penalty, PenaltyRecovery
from performance.penalty.permissions import (
    can_decide_penalty,
    can_hear_penalty,
    can_recover_penalty,
    can_state_view,
)
from performance.penalty.proposing import tell_decider
from performance.penalty.rules import most_of_pay
from performance.penalty.states import PenaltyStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def _locked(pk: int) -> Penalty:
    return lock(Penalty, pk, "person", "customer", "created_by")


@transaction.atomic
def state_view(pk: int, user: User, comment: str) -> Penalty:
    """The person writes down what he has to say; it stands in the history of the penalty (PAY-06)."""
    penalty = _locked(pk)
    require(can_state_view(user, penalty))
    if not comment.strip():
        raise BusinessError(_("Write down what you have to say."))
    audit.record(penalty, user, gettext_noop("View of the person"), comment=comment)
    notify(
        [penalty.created_by],
        lambda: _("View stated: %(penalty)s") % {"penalty": penalty},
        url=penalty.get_absolute_url(),
    )
    return penalty


@transaction.atomic
def hear_penalty(pk: int, user: User, statement: str, heard_on: dt.date) -> Penalty:
    """proposed → heard: what the person said, and when (PAY-06)."""
    penalty = _locked(pk)
    guard(penalty, PenaltyStatus.HEARD)
    require(can_hear_penalty(user, penalty))
    if not statement.strip():
        raise BusinessError(_("Write down what the person says, or that he says nothing."))
    if heard_on > today():
        raise BusinessError(_("The hearing lies in the future."))
    move(penalty, PenaltyStatus.HEARD, user, comment=statement, statement=statement, heard_on=heard_on)
    tell_decider(penalty)
    return penalty


@transaction.atomic
def decide_penalty(pk: int, user: User, amount: Decimal, decision: str) -> Penalty:
    """heard → decided by the general manager, with the amount and the reasons (PAY-06, PAY-07)."""
    penalty = _locked(pk)
    guard(penalty, PenaltyStatus.DECIDED)
    require(can_decide_penalty(user, penalty), why_not_alone(user, penalty, Role.GM))
    if not decision.strip():
        raise BusinessError(_("Give the reasons of the decision."))
    if amount <= ZERO or amount > penalty.direct_loss:
        raise BusinessError(_("The amount lies between 0.01 and the direct loss."))
    move(
        penalty,
        PenaltyStatus.DECIDED,
        user,
        comment=decision,
        amount=cents(amount),
        decision=decision,
        decided_by=user,
        decided_on=today(),
    )
    _tell(penalty, decision)
    notify_roles(
        [Role.FIN], lambda: _("Penalty to recover: %(penalty)s") % {"penalty": penalty}, url=penalty.get_absolute_url()
    )
    return penalty


@transaction.atomic
def dismiss_penalty(pk: int, user: User, comment: str) -> Penalty:
    """heard → dismissed: the general manager finds no fault, with the reason."""
    penalty = _locked(pk)
    guard(penalty, PenaltyStatus.DISMISSED)
    require(can_decide_penalty(user, penalty), why_not_alone(user, penalty, Role.GM))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    move(
        penalty,
        PenaltyStatus.DISMISSED,
        user,
        comment=comment,
        decision=comment,
        decided_by=user,
        decided_on=today(),
    )
    _tell(penalty, comment)
    return penalty


def _tell(penalty: Penalty, body: str) -> None:
    notify(
        [penalty.person, penalty.created_by],
        lambda: _("Penalty %(penalty)s: %(status)s") % {"penalty": penalty, "status": penalty.get_status_display()},
        url=penalty.get_absolute_url(),
        body=body,
    )


@transaction.atomic
def recover_penalty(pk: int, user: User, month: dt.date, pay: Decimal, amount: Decimal) -> Penalty:
    """An instalment from the pay of a month, within the cap of the settings; the last one recovers the penalty (PAY-06).

    Raises BusinessError above the cap, above the rest, and for a month in which one was taken already.
    """
    penalty = _locked(pk)
    require(can_recover_penalty(user, penalty))
    month, amount, pay = month.replace(day=1), cents(amount), cents(pay)
    most = most_of_pay(pay, policy().penalty_recovery_percent)
    if month > today():
        raise BusinessError(_("The month has not begun."))
    if penalty.recoveries.filter(month=month).exists():
        raise BusinessError(_("An instalment of %(month)s was taken already.") % {"month": f"{month:%Y-%m}"})
    if amount <= ZERO or amount > penalty.rest:
        raise BusinessError(_("Still to be recovered: %(rest)s.") % {"rest": f"{penalty.rest:,.2f}"})
    if amount > most:
        raise BusinessError(
            _("At most %(percent)s %% of the pay may be taken in a month: %(most)s.")
            % {"percent": f"{policy().penalty_recovery_percent.normalize():f}", "most": f"{most:,.2f}"}
        )
    PenaltyRecovery.objects.create(penalty=penalty, month=month, pay=pay, amount=amount, by=user)
    comment = f"{month:%Y-%m}: {amount:,.2f}"
    if penalty.rest == ZERO:
        return move(penalty, PenaltyStatus.RECOVERED, user, comment=comment)
    audit.record(penalty, user, gettext_noop("Instalment taken"), comment=comment)
    return penalty
