"""Prepayments of sporadic customers, matched to the demand notice they pay for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.account.querysets import total
from orders.allocation.models import Allocation
from orders.invoice.models import Invoice
from orders.payment.models import Payment
from orders.supply.rules import paid_ok
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.demand.models import DemandNotice


__all__ = ["paid_ok", "prepaid_for"]


def prepaid_for(demand_notice: DemandNotice) -> Decimal:
    """The confirmed money that pays for a demand notice (REC-15, 004 §4.1.3): what is free of the prepayments registered
    for it, and what of them was allocated to the invoices of this very demand.

    What finance has not confirmed, has rejected or reversed does not count, and neither does what somebody allocated to
    an older debt: that money is spent.
    """
    prepayments = Payment.objects.received().filter(kind=Payment.Kind.PREPAYMENT, demand_notice=demand_notice)
    # They are few, and their keys are given by name: from a table that the planner takes for empty, as after a large
    # import, it would go through all invoices for each allocation.
    free = dict(prepayments.values_list("pk", "unallocated"))
    if not free:
        return ZERO
    own = Invoice.objects.of_demand(demand_notice).values("pk")
    spent_on_it = Allocation.objects.filter(payment__in=list(free), invoice__in=own)
    return sum(free.values(), ZERO) + spent_on_it.aggregate(sum=total("amount"))["sum"]
