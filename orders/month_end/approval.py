"""Who decides that a closed month is reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.month_end.closing import check_reopening, hold_ledger
from orders.month_end.models import MonthEnd
from orders.month_end.permissions import can_propose_reopening
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_reopening(month_end: MonthEnd, policy: Any) -> list[Step]:
    """The general manager, never who proposed it (SEC-04)."""
    return [Step(1, Role.GM, _("General manager: reopen the month"), MonthEnd.Status.SUBMITTED)]


REOPENING = Approval(
    model=MonthEnd,
    steps_for=steps_for_reopening,
    approved=MonthEnd.Status.REOPENED,
    rejected=MonthEnd.Status.CLOSED,
    returned=MonthEnd.Status.CLOSED,
    withdrawn=MonthEnd.Status.CLOSED,
    can_submit=can_propose_reopening,
    check_submit=check_reopening,
    check_decision=hold_ledger,
    title=lambda month_end: f"{month_end.month:%Y-%m}",
    amount=lambda month_end: month_end.closing,
)
