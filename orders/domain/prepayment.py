"""Prepayments of sporadic customers, matched to the demand notice they pay for."""

from django.db.models import Sum

from orders.models.payment import Payment
from salesmgmt.core.money import ZERO


def prepaid_for(demand_notice):
    """The confirmed prepayments registered for a demand notice (REC-15, 004 §4.1.3).

    What finance has not confirmed, has rejected or reversed does not count. A prepayment that was allocated to the
    invoice of this very demand still paid for it.
    """
    found = (
        Payment.objects.received()
        .filter(kind=Payment.Kind.PREPAYMENT, demand_notice=demand_notice)
        .aggregate(sum=Sum("amount"))
    )
    return found["sum"] or ZERO


def paid_ok(order_value, prepaid):
    """8,000 ordered and 8,000 prepaid may be supplied; 7,999.99 may not (REC-15)."""
    return prepaid >= order_value
