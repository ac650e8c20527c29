"""The addresses of invoices, payments and accounts."""

from django.urls import path

from orders.account.views import CustomerAccount
from orders.invoice.billed_tabs_views import ContractDeliveries, ContractInvoices, OrderInvoices
from orders.invoice.billing_views import BillableList
from orders.invoice.tab_views import CustomerInvoices
from orders.invoice.views import InvoiceDetail, InvoiceEdit, InvoiceList
from orders.payment.tab_views import CustomerPayments
from orders.payment.views import PaymentCreate, PaymentDetail, PaymentEdit, PaymentList
from orders.receivables.task_views import CollectionTaskList
from orders.receivables.views import CollectionMonth, ReceivableReport, ageing
from orders.statement.tab_views import CustomerStatements
from orders.statement.views import StatementCreate, StatementDetail, StatementList, statement_pdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

LISTS = [
    ("receivables/", ReceivableReport, "receivable-report"),
    ("receivables/collection/", CollectionMonth, "collection-month"),
    ("receivables/tasks/", CollectionTaskList, "collection-task-list"),
    ("invoices/billable/", BillableList, "billable-delivery-list"),
    ("orders/<int:pk>/invoices/", OrderInvoices, "order-invoices"),
    ("contracts/<int:pk>/invoices/", ContractInvoices, "contract-invoices"),
    ("contracts/<int:pk>/deliveries/", ContractDeliveries, "contract-deliveries"),
    ("customers/<int:pk>/account/", CustomerAccount, "customer-account"),
    ("customers/<int:pk>/invoices/", CustomerInvoices, "customer-invoices"),
    ("customers/<int:pk>/payments/", CustomerPayments, "customer-payments"),
    ("customers/<int:pk>/statements/", CustomerStatements, "customer-statements"),
]

urlpatterns = [
    *(path(address, register_list(page).as_view(), name=name) for address, page, name in LISTS),
    path("receivables/ageing/", ageing, name="receivable-ageing"),
    *document_urls("invoices", "invoice", list=InvoiceList, detail=InvoiceDetail, edit=InvoiceEdit),
    *document_urls(
        "payments", "payment", list=PaymentList, detail=PaymentDetail, create=PaymentCreate, edit=PaymentEdit
    ),
    *document_urls("statements", "statement", list=StatementList, detail=StatementDetail, create=StatementCreate),
    path("statements/<int:pk>/pdf/", statement_pdf, name="statement-pdf"),
]
