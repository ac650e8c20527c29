"""The documents of this app, one file each: orders, fulfilment, money."""

from orders.models.account import Account, LedgerEntry
from orders.models.delivery import DeliveryNote, DeliveryNoteCopy, DeliveryNoteLine, ReceiptDocument, StockIssue
from orders.models.demand import DemandLine, DemandNotice, SupplyKind
from orders.models.invoice import Invoice, InvoiceLine
from orders.models.order import Order, OrderLine
from orders.models.order_change import OrderChange, OrderChangeLine
from orders.models.payment import Allocation, Payment
from orders.models.plan_release import PlanRelease, PlanReleaseLine
from orders.models.production import Inspection, Production, ProductionProgress, StockEntry
from orders.models.statement import Statement
from orders.models.supply import SupplyCheck

__all__ = [
    "Account",
    "Allocation",
    "DeliveryNote",
    "DeliveryNoteCopy",
    "DeliveryNoteLine",
    "DemandLine",
    "DemandNotice",
    "Inspection",
    "Invoice",
    "InvoiceLine",
    "LedgerEntry",
    "Order",
    "OrderChange",
    "OrderChangeLine",
    "OrderLine",
    "Payment",
    "PlanRelease",
    "PlanReleaseLine",
    "Production",
    "ProductionProgress",
    "ReceiptDocument",
    "Statement",
    "StockEntry",
    "StockIssue",
    "SupplyCheck",
    "SupplyKind",
]
