"""What of an order has left the house, and what of it was billed: read from delivery notes and invoices."""

from decimal import Decimal

from django.db.models import Sum

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.models import Invoice, InvoiceLine
from salesmgmt.core.calendar import month_bounds

LEFT = ("outbound", "in_transit", "delivered", "difference", "signed", "closed")


def delivered_by_line(order):
    """``{order line pk: quantity}`` that was issued for delivery or delivered."""
    rows = DeliveryNoteLine.objects.filter(note__order=order, note__status__in=DeliveryNote.HOLDS_STOCK)
    return dict(rows.order_by().values_list("order_line").annotate(total=Sum("quantity")))


def supplied_in_month(customer, day):
    """How much was dispatched to the customer in the calendar month of ``day`` (SUP-05); samples do not count."""
    first, last = month_bounds(day)
    rows = DeliveryNoteLine.objects.filter(
        note__customer=customer,
        note__kind=DeliveryNote.Kind.NORMAL,
        note__status__in=LEFT,
        note__stock_issue__issued_at__date__range=(first, last),
    )
    return rows.aggregate(total=Sum("quantity"))["total"] or Decimal(0)


def billed_by_order(order_pks):
    """``{order pk: amount}`` of the posted invoices for deliveries of these orders; one that was credited as billed by
    mistake bills nothing, its delivery waits for another."""
    rows = InvoiceLine.objects.billing().filter(
        delivery_line__note__order__in=order_pks, invoice__status__in=Invoice.LIVE
    )
    return dict(rows.order_by().values_list("delivery_line__note__order").annotate(total=Sum("amount")))
