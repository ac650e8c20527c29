"""The addresses of this app, room by room."""

from orders.account.urls import urlpatterns as account
from orders.bad_debt.urls import urlpatterns as bad_debt
from orders.bank_account.urls import urlpatterns as bank_account
from orders.bank_match.urls import urlpatterns as bank_match
from orders.bank_statement.urls import urlpatterns as bank_statement
from orders.billing.urls import urlpatterns as billing
from orders.collection_report.urls import urlpatterns as collection_report
from orders.customer_run.urls import urlpatterns as customer_run
from orders.delivery.urls import urlpatterns as delivery
from orders.delivery_week.urls import urlpatterns as delivery_week
from orders.demand.urls import urlpatterns as demand
from orders.dunning.urls import urlpatterns as dunning
from orders.indicator.urls import urlpatterns as indicator
from orders.inspection.urls import urlpatterns as inspection
from orders.inspection_report.urls import urlpatterns as inspection_report
from orders.intake_plan.urls import urlpatterns as intake_plan
from orders.invoice.urls import urlpatterns as invoice
from orders.invoice_application.urls import urlpatterns as invoice_application
from orders.journal.urls import urlpatterns as journal
from orders.known_payer.urls import urlpatterns as known_payer
from orders.month_end.urls import urlpatterns as month_end
from orders.monthly_task.urls import urlpatterns as monthly_task
from orders.nonconformity.urls import urlpatterns as nonconformity
from orders.opening_stock.urls import urlpatterns as opening_stock
from orders.order.urls import urlpatterns as order
from orders.order_change.urls import urlpatterns as order_change
from orders.order_life.urls import urlpatterns as order_life
from orders.outlook.urls import urlpatterns as outlook
from orders.payment.urls import urlpatterns as payment
from orders.plan.urls import urlpatterns as plan
from orders.production.urls import urlpatterns as production
from orders.progress_note.urls import urlpatterns as progress_note
from orders.purchase_need.urls import urlpatterns as purchase_need
from orders.receivables.urls import urlpatterns as receivables
from orders.refund.urls import urlpatterns as refund
from orders.return_order.urls import urlpatterns as return_order
from orders.return_receipt.urls import urlpatterns as return_receipt
from orders.return_report.urls import urlpatterns as return_report
from orders.statement.urls import urlpatterns as statement
from orders.stock.urls import urlpatterns as stock
from orders.stock_count.urls import urlpatterns as stock_count
from orders.supply.urls import urlpatterns as supply
from orders.task_plan.urls import urlpatterns as task_plan
from orders.tracking_card.urls import urlpatterns as tracking_card
from orders.traded_demand.urls import urlpatterns as traded_demand
from orders.warning_line.urls import urlpatterns as warning_line

urlpatterns = [
    *demand,
    *supply,
    *order,
    *progress_note,
    *order_life,
    *order_change,
    *intake_plan,
    *task_plan,
    *purchase_need,
    *plan,
    *production,
    *traded_demand,
    *inspection,
    *nonconformity,
    *inspection_report,
    *stock,
    *stock_count,
    *opening_stock,
    *delivery,
    *delivery_week,
    *return_report,
    *return_order,
    *return_receipt,
    *tracking_card,
    *receivables,
    *outlook,
    *indicator,
    *account,
    *billing,
    *invoice_application,
    *invoice,
    *payment,
    *refund,
    *customer_run,
    *bank_account,
    *bank_statement,
    *known_payer,
    *bank_match,
    *statement,
    *dunning,
    *monthly_task,
    *collection_report,
    *bad_debt,
    *warning_line,
    *month_end,
    *journal,
]
