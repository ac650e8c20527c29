"""What the rooms of this app tell core, in the order in which menus, tabs, cards and jobs of one weight stand."""

from orders.acceptance import registration as acceptance
from orders.account import registration as account
from orders.allocation import registration as allocation
from orders.bad_debt import registration as bad_debt
from orders.bank_account import registration as bank_account
from orders.bank_match import registration as bank_match
from orders.bank_statement import registration as bank_statement
from orders.billing import registration as billing
from orders.collection_report import registration as collection_report
from orders.contract_life import registration as contract_life
from orders.credit_note import registration as credit_note
from orders.customer_run import registration as customer_run
from orders.delivery import registration as delivery
from orders.delivery_week import registration as delivery_week
from orders.demand import registration as demand
from orders.dispatch_check import registration as dispatch_check
from orders.dunning import registration as dunning
from orders.handover import registration as handover
from orders.indicator import registration as indicator
from orders.inspection import registration as inspection
from orders.inspection_report import registration as inspection_report
from orders.intake_plan import registration as intake_plan
from orders.invoice import registration as invoice
from orders.invoice_application import registration as invoice_application
from orders.journal import registration as journal
from orders.known_payer import registration as known_payer
from orders.month_end import registration as month_end
from orders.monthly_task import registration as monthly_task
from orders.nonconformity import registration as nonconformity
from orders.opening_balance import registration as opening_balance
from orders.opening_stock import registration as opening_stock
from orders.order import registration as order
from orders.order_change import registration as order_change
from orders.order_closing import registration as order_closing
from orders.order_hold import registration as order_hold
from orders.order_life import registration as order_life
from orders.order_record import registration as order_record
from orders.outlook import registration as outlook
from orders.payment import registration as payment
from orders.plan import registration as plan
from orders.production import registration as production
from orders.progress_note import registration as progress_note
from orders.promise import registration as promise
from orders.purchase_need import registration as purchase_need
from orders.receivables import registration as receivables
from orders.red_confirmation import registration as red_confirmation
from orders.refund import registration as refund
from orders.return_order import registration as return_order
from orders.return_receipt import registration as return_receipt
from orders.return_report import registration as return_report
from orders.running import registration as running
from orders.shipment import registration as shipment
from orders.statement import registration as statement
from orders.stock import registration as stock
from orders.stock_count import registration as stock_count
from orders.task_plan import registration as task_plan
from orders.tracking_card import registration as tracking_card
from orders.traded_demand import registration as traded_demand
from orders.warning_line import registration as warning_line


def register_rooms():
    """Called once from OrdersConfig.ready()."""
    account.register()
    demand.register()
    order.register()
    order_hold.register()
    promise.register()
    order_record.register()
    running.register()
    order_change.register()
    # Their jobs stand before those of the plans.
    order_closing.register()
    receivables.register_completion()
    intake_plan.register()
    task_plan.register()
    purchase_need.register()
    plan.register()
    production.register()
    traded_demand.register()
    inspection.register()
    nonconformity.register()
    stock.register()
    stock_count.register()
    delivery.register()
    dispatch_check.register()
    inspection_report.register()
    shipment.register()
    handover.register()
    acceptance.register()
    progress_note.register()
    tracking_card.register()
    invoice.register()
    billing.register()
    credit_note.register()
    red_confirmation.register()
    invoice_application.register()
    return_order.register()
    return_receipt.register()
    opening_stock.register()
    return_report.register()
    allocation.register()
    payment.register()
    refund.register()
    customer_run.register()
    contract_life.register()
    order_life.register()
    delivery_week.register()
    statement.register()
    receivables.register()
    bank_account.register()
    bank_statement.register()
    known_payer.register()
    bank_match.register()
    outlook.register()
    indicator.register()
    opening_balance.register()
    dunning.register()
    monthly_task.register()
    collection_report.register()
    bad_debt.register()
    warning_line.register()
    month_end.register()
    journal.register()
