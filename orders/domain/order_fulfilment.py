"""What of an order has left the house, and what of it was billed: read from delivery notes and invoices."""

from decimal import Decimal


def delivered_by_line(order):
    """``{order line pk: quantity}`` that was issued for delivery or delivered."""
    return {}


def supplied_in_month(customer, day):
    """How much was dispatched to the customer in the calendar month of ``day`` (SUP-05)."""
    return Decimal(0)


def billed_by_order(order_pks):
    """``{order pk: amount}`` of the posted invoices for deliveries of these orders."""
    return {}
