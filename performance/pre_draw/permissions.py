"""Who may do what with pre-draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.pre_draw.states import PreDrawStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.pre_draw.models import PreDraw
    from salesmgmt.core.models import User


@because(right_of("pre_draw", "R"))
def can_see_pre_draws(user: User) -> bool:
    return may_at_all(user, "pre_draw", "R")


@because(_("A pre-draw is approved by the general manager, and by nobody whose own it is."))
def can_approve_pre_draw(user: User, pre_draw: PreDraw) -> bool:
    allowed = may(user, "pre_draw", "A", owner=pre_draw.person)
    return pre_draw.status == PreDrawStatus.CALCULATED and allowed and pre_draw.person_id != user.pk


@because(_("An approved pre-draw is paid by finance."))
def can_pay_pre_draw(user: User, pre_draw: PreDraw) -> bool:
    allowed = may(user, "pre_draw", "pay", owner=pre_draw.person)
    return pre_draw.status == PreDrawStatus.APPROVED and allowed and pre_draw.person_id != user.pk
