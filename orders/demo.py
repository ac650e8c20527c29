"""The demo company's orders, goods and money, in the order in which they come about."""

from orders.acceptance import demo as acceptance
from orders.bank_match import demo as bank_match
from orders.collection_report import demo as collection_report
from orders.contract_life import demo as contract_life
from orders.demand import demo as demand
from orders.dunning import demo as dunning
from orders.handover import demo as delivery
from orders.handover import demo_after_sales as after_sales
from orders.inspection_report import demo as inspection_report
from orders.invoice_application import demo as invoice_application
from orders.journal import demo as journal
from orders.month_end import demo as month_end
from orders.monthly_task import demo as monthly_task
from orders.opening_stock import demo as stock
from orders.order import demo as order
from orders.order_change import demo as order_change
from orders.order_record import demo as order_record
from orders.payment import demo as payment
from orders.plan import demo as plan
from orders.progress_note import demo as progress_note
from orders.promise import demo as promise
from orders.purchase_need import demo as purchase_need
from orders.receivables import demo as receivables
from orders.red_confirmation import demo as red_confirmation
from orders.refund import demo as refund
from orders.return_receipt import demo as returns
from orders.statement import demo as statement
from orders.task_plan import demo as task_plan
from orders.tracking_card import demo as tracking_card
from orders.traded_demand import demo as traded_demand
from orders.warning_line import demo as warning_line


def build(company):
    # First the old books: supply control judges every order of the last weeks by what its customer owed then.
    receivables.take_over(company)
    order.build(company)
    demand.build(company)
    payment.build_prepaid(company)
    order.build_open(company)
    order_change.build(company)
    delivery.build(company)
    acceptance.build(company)
    receivables.build(company)
    returns.build(company)
    stock.build(company)
    statement.build(company)
    dunning.build(company)
    collection_report.build(company)
    monthly_task.build(company)
    receivables.require_agreement()
    plan.build(company)
    delivery.build_samples(company)
    after_sales.build(company)
    tracking_card.build(company)
    task_plan.build(company)
    purchase_need.build(company)
    traded_demand.build(company)
    contract_life.build(company)
    order_record.build(company)
    promise.build(company)
    progress_note.build(company)
    stock.build_counts(company)
    inspection_report.build(company)
    warning_line.build(company)
    bank_match.build(company)
    refund.build(company)
    invoice_application.build(company)
    red_confirmation.build(company)
    month_end.build(company)
    journal.build(company)
