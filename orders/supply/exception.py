"""The general manager's exception: a step asked in advance, and a word on an order that is held later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.supply.models import SupplyCheck
from salesmgmt.core.models import ApprovalStep

if TYPE_CHECKING:
    from salesmgmt.core.models import ApprovalRound


def give_up_exception_step(round_: ApprovalRound) -> int:
    """Supply control lets the goods pass: the step kept for an exception is not asked (SUP-04)."""
    waiting = ApprovalStep.objects.filter(round=round_, key="exception", status=ApprovalStep.Status.WAITING)
    return waiting.update(status=ApprovalStep.Status.CANCELLED)


def grant_of(check: SupplyCheck) -> SupplyCheck | None:
    """The check in which the general manager granted the exception that this one carries; None without one (F-15).

    A release or a delivery under an exception is checked by whoever acts; the word was the general manager's, then.
    """
    if check.result != SupplyCheck.Result.EXCEPTION:
        return None
    if check.occasion == SupplyCheck.Occasion.EXCEPTION:
        return check
    given = SupplyCheck.objects.filter(
        result=SupplyCheck.Result.EXCEPTION, occasion=SupplyCheck.Occasion.EXCEPTION, pk__lt=check.pk
    ).select_related("checked_by")
    own = given.filter(order=check.order_id).first() if check.order_id else None
    return own or (given.filter(demand=check.demand_id).first() if check.demand_id else None)
