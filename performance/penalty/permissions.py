"""Who may do what with penalties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.penalty.querysets import line_below
from performance.penalty.states import PenaltyStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.penalty.models import Penalty
    from salesmgmt.core.models import User


@because(right_of("penalty", "R"))
def can_see_penalties(user: User) -> bool:
    return may_at_all(user, "penalty", "R")


@because(right_of("penalty", "C"))
def can_propose_penalty(user: User) -> bool:
    return may_at_all(user, "penalty", "C")


@because(_("A penalty is proposed by a superior of the person, never by himself."))
def can_propose_penalty_of(user: User, person: User) -> bool:
    return may(user, "penalty", "C", owner=person) and person.pk != user.pk and person.pk in line_below(user)


@because(_("The hearing is recorded by the head of sales, before the decision."))
def can_hear_penalty(user: User, penalty: Penalty) -> bool:
    """PAY-06."""
    allowed = may(user, "penalty", "review", owner=penalty.person)
    return penalty.status == PenaltyStatus.PROPOSED and allowed and penalty.person_id != user.pk


@because(_("The person himself may state his view until the decision."))
def can_state_view(user: User, penalty: Penalty) -> bool:
    return penalty.person_id == user.pk and penalty.status in (PenaltyStatus.PROPOSED, PenaltyStatus.HEARD)


@because(_("A penalty is decided by the general manager after the hearing, and by nobody who proposed it."))
def can_decide_penalty(user: User, penalty: Penalty) -> bool:
    """PAY-06, PAY-07, SEC-04."""
    allowed = may(user, "penalty", "A", owner=penalty.person)
    return (
        penalty.status == PenaltyStatus.HEARD
        and penalty.person_id != user.pk
        and decides_alone(user, penalty, Role.GM, allowed)
    )


@because(_("Finance recovers a penalty that was decided."))
def can_recover_penalty(user: User, penalty: Penalty) -> bool:
    allowed = may(user, "penalty", "pay", owner=penalty.person)
    return penalty.status == PenaltyStatus.DECIDED and allowed and penalty.person_id != user.pk
