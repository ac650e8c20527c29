"""The documents of this app, one file each: orders, fulfilment, money."""

from orders.models.account import Account, LedgerEntry
from orders.models.demand import DemandLine, DemandNotice, SupplyKind
from orders.models.invoice import Invoice, InvoiceLine
from orders.models.order import Order, OrderLine
from orders.models.order_change import OrderChange, OrderChangeLine
from orders.models.payment import Allocation, Payment
from orders.models.statement import Statement
from orders.models.supply import SupplyCheck

__all__ = [
    "Account",
    "Allocation",
    "DemandLine",
    "DemandNotice",
    "Invoice",
    "InvoiceLine",
    "LedgerEntry",
    "Order",
    "OrderChange",
    "OrderChangeLine",
    "OrderLine",
    "Payment",
    "Statement",
    "SupplyCheck",
    "SupplyKind",
]
