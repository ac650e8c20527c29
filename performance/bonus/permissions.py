"""Who may do what with the bonus scale and with awards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.bonus.states import AwardStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.bonus.models import Award
    from salesmgmt.core.models import User


@because(right_of("bonus", "R"))
def can_see_scale(user: User) -> bool:
    return may_at_all(user, "bonus", "R")


@because(right_of("bonus", "U"))
def can_set_scale(user: User) -> bool:
    return may_at_all(user, "bonus", "U")


@because(right_of("award", "R"))
def can_see_awards(user: User) -> bool:
    return may_at_all(user, "award", "R")


@because(right_of("award", "C"))
def can_propose_award(user: User) -> bool:
    return may_at_all(user, "award", "C")


@because(_("An award is decided by the general manager, and by nobody who proposed it or would get it."))
def can_decide_award(user: User, award: Award) -> bool:
    """PAY-08, SEC-04."""
    allowed = may(user, "award", "A", owner=award.person)
    return (
        award.status == AwardStatus.PROPOSED
        and award.person_id != user.pk
        and decides_alone(user, award, Role.GM, allowed)
    )
