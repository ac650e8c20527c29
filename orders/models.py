"""The documents of this app, one file each: orders, fulfilment, money."""

from orders.acceptance.models import Acceptance
from orders.account.models import Account, LedgerEntry
from orders.allocation.models import Allocation
from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_statement.models import BankLine, BankStatement
from orders.billing.models import BillingGroup, BillingRun
from orders.collection_report.models import AnnouncedPayment, CollectionReport, OverdueCause
from orders.customer_run.models import CustomerRun
from orders.delivery.models import DeliveryNote, DeliveryNoteCopy, DeliveryNoteLine, StockIssue
from orders.demand.models import DemandLine, DemandNotice
from orders.dispatch_check.models import DispatchCheck
from orders.dunning.models import CollectionAction, DunnedItem, DunningLetter
from orders.handover.models import ReceiptDocument
from orders.inspection.models import Inspection
from orders.inspection_report.models import CheckPoint, Reading
from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice_application.models import AppliedInvoice, BatchTemplate, InvoiceApplication, ProductTaxCode
from orders.journal.models import JournalBatch, JournalEntry, JournalLine
from orders.known_payer.models import KnownPayer
from orders.month_end.models import MonthBalance, MonthEnd
from orders.monthly_task.models import AccountMark, MonthlyAccountTask
from orders.nonconformity.models import Nonconformity
from orders.opening_stock.models import OpeningStock
from orders.order.models import Order, OrderLine
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.payment.models import Payment
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.production.models import CustomerMessage, Production, ProductionProgress
from orders.progress_note.models import CustomerProgressNote
from orders.promise.models import PromiseChange
from orders.purchase_need.models import PurchaseNeed
from orders.receivables.models import OverdueOnDay
from orders.red_confirmation.models import RedConfirmation
from orders.refund.models import Refund
from orders.return_order.models import ReturnLine, ReturnOrder, ReturnPermit
from orders.return_receipt.models import (
    ReturnCredit,
    ReturnDisposition,
    ReturnReceipt,
    ReturnReceiptLine,
    ReturnReplacement,
)
from orders.shipment.models import ShipmentEvent
from orders.statement.models import Statement
from orders.stock.models import StockAllotment, StockBalance, StockEntry, StockKeeping, StockMovement
from orders.stock_count.models import StockCount
from orders.supply.models import SupplyCheck, SupplyKind
from orders.task_plan.models import TaskPlan, TaskPlanLine
from orders.traded_demand.models import TradedDemand
from orders.warning_line.models import LineAlert

__all__ = [
    "Acceptance",
    "Account",
    "AccountMark",
    "Allocation",
    "AnnouncedPayment",
    "BankAccount",
    "BankLine",
    "BankProfile",
    "BankStatement",
    "AppliedInvoice",
    "BatchTemplate",
    "BillingGroup",
    "BillingRun",
    "CheckPoint",
    "CollectionAction",
    "CollectionReport",
    "CustomerMessage",
    "CustomerProgressNote",
    "CustomerRun",
    "DeliveryNote",
    "DeliveryNoteCopy",
    "DeliveryNoteLine",
    "DemandLine",
    "DemandNotice",
    "DispatchCheck",
    "DoubtfulReceivable",
    "DunnedItem",
    "DunningLetter",
    "Inspection",
    "IntakePlan",
    "IntakePlanLine",
    "Invoice",
    "InvoiceApplication",
    "InvoiceLine",
    "KnownPayer",
    "JournalBatch",
    "JournalEntry",
    "JournalLine",
    "LedgerEntry",
    "LineAlert",
    "MonthBalance",
    "MonthEnd",
    "MonthlyAccountTask",
    "Nonconformity",
    "OpeningStock",
    "Order",
    "OrderChange",
    "OrderChangeLine",
    "OrderLine",
    "OverdueCause",
    "OverdueOnDay",
    "Payment",
    "PlanRelease",
    "PlanReleaseLine",
    "ProductTaxCode",
    "Production",
    "ProductionProgress",
    "PromiseChange",
    "PurchaseNeed",
    "Reading",
    "ReceiptDocument",
    "RedConfirmation",
    "Refund",
    "ReturnCredit",
    "ReturnDisposition",
    "ReturnLine",
    "ReturnOrder",
    "ReturnPermit",
    "ReturnReceipt",
    "ReturnReceiptLine",
    "ReturnReplacement",
    "ShipmentEvent",
    "Statement",
    "StockAllotment",
    "StockBalance",
    "StockCount",
    "StockEntry",
    "StockIssue",
    "StockKeeping",
    "StockMovement",
    "SupplyCheck",
    "SupplyKind",
    "TaskPlan",
    "TaskPlanLine",
    "TradedDemand",
    "WriteOff",
]
