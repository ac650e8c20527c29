"""The documents of this app, one file each: orders, fulfilment, money."""

from orders.models.account import Account, LedgerEntry
from orders.models.invoice import Invoice, InvoiceLine
from orders.models.payment import Allocation, Payment
from orders.models.statement import Statement

__all__ = [
    "Account",
    "Allocation",
    "Invoice",
    "InvoiceLine",
    "LedgerEntry",
    "Payment",
    "Statement",
]
