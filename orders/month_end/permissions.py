from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.month_end.states import MonthStatus
from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.month_end.models import MonthEnd
    from salesmgmt.core.models import User


@because(right_of("month_end", "R"))
def reads_month_ends(user: User) -> bool:
    return may_at_all(user, "month_end", "R")


@because(_("A month is closed by finance."))
def can_close_month(user: User) -> bool:
    return may_at_all(user, "month_end", "C")


@because(_("That a month is reopened is proposed by finance and decided by the general manager."))
def can_propose_reopening(user: User, month_end: MonthEnd) -> bool:
    return month_end.status == MonthStatus.CLOSED and may_at_all(user, "month_end", "C")


@because(_("A month is closed by finance."))
def can_close_again(user: User, month_end: MonthEnd) -> bool:
    return month_end.status == MonthStatus.REOPENED and can_close_month(user)
