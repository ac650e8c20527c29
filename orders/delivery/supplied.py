"""What of an order has left the house, and how much a customer was supplied: read from delivery notes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Max, OuterRef, Subquery, Sum

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.order.progress import sum_of_line
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.money import ZERO, cents

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from orders.delivery.querysets import DeliveryNoteLineQuerySet
    from orders.order.models import Order


LEFT = (
    DeliveryNote.Status.OUTBOUND,
    DeliveryNote.Status.IN_TRANSIT,
    DeliveryNote.Status.DELIVERED,
    DeliveryNote.Status.DIFFERENCE,
    DeliveryNote.Status.SIGNED,
    DeliveryNote.Status.CLOSED,
)


def delivered_by_line(order: Order) -> dict:
    """``{order line pk: quantity}`` that was issued for delivery or delivered."""
    rows = DeliveryNoteLine.objects.filter(note__order=order, note__status__in=DeliveryNote.HOLDS_STOCK)
    return dict(rows.order_by().values_list("order_line").annotate(total=Sum("quantity")))


def supplied_in_month(customer: Customer, day: dt.date) -> Decimal:
    """How much was dispatched to the customer in the calendar month of ``day`` (SUP-05); samples do not count."""
    rows = supplied_lines(*month_bounds(day)).filter(note__customer=customer)
    return rows.aggregate(total=Sum("quantity"))["total"] or Decimal(0)


def supplied_lines(first: dt.date, last: dt.date) -> DeliveryNoteLineQuerySet:
    """What was dispatched in these days, line by line; samples and service parts do not count (SUP-05, PLN-06)."""
    return DeliveryNoteLine.objects.filter(
        note__kind=DeliveryNote.Kind.NORMAL,
        note__status__in=LEFT,
        note__stock_issue__issued_at__date__range=(first, last),
    )


def supplied_until(customers: Any, day: dt.date) -> dict:
    """``{customer's pk: quantity}``: all that was dispatched to these customers up to a day (PLN-06)."""
    rows = supplied_lines(dt.date.min, day).filter(note__customer__in=customers).order_by()
    return dict(rows.values_list("note__customer").annotate(total=Sum("quantity")))


def supplied_this_month(customer: Customer) -> Decimal:
    """What was supplied to a customer since the first of this month (SUP-02)."""
    return supplied_in_month(customer, today())


def delivered_value(order: Order) -> Decimal:
    """What has left of this order or stands on an issued note, in yuan, at what the customer accepted where he has
    signed, less what came back before it was billed. Notes that are not chargeable make no receivable."""
    rows = DeliveryNoteLine.objects.filter(
        note__order=order, note__status__in=DeliveryNote.HOLDS_STOCK, note__chargeable=True
    )
    delivered = ZERO
    for line in rows.only("quantity", "accepted_quantity", "returned_unbilled", "price"):
        delivered += cents(line.to_bill * line.price)
    return delivered


def with_delivered(order_lines: Any) -> Any:
    """Order lines with the quantities ``held`` on notes, ``delivered`` and ``accepted`` at the signature, of the latter
    ``unsettled`` what the customer has not accepted for good (DLV-08), ``conceded`` what he did not accept and was settled
    with him (DLV-03), and ``last_signed_at``."""
    notes = DeliveryNoteLine.objects.filter(note__status__in=DeliveryNote.HOLDS_STOCK)
    arrived = DeliveryNoteLine.objects.filter(
        note__status__in=[
            DeliveryNote.Status.DELIVERED,
            DeliveryNote.Status.DIFFERENCE,
            DeliveryNote.Status.SIGNED,
            DeliveryNote.Status.CLOSED,
        ]
    )
    signed = DeliveryNoteLine.objects.filter(note__status__in=[DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED])
    return order_lines.annotate(
        held=sum_of_line(notes, "quantity"),
        delivered=sum_of_line(arrived, "quantity"),
        accepted=sum_of_line(signed, "accepted_quantity"),
        unsettled=sum_of_line(signed.acceptance_open(), "accepted_quantity"),
        conceded=sum_of_line(signed.annotate(short=F("quantity") - F("accepted_quantity")), "short"),
        last_signed_at=_last_signed(signed),
    )


def _last_signed(signed: DeliveryNoteLineQuerySet) -> Any:
    rows = signed.filter(order_line=OuterRef("pk"), accepted_quantity__gt=0).order_by().values("order_line")
    return Subquery(rows.annotate(last=Max("note__signed_at")).values("last"))
