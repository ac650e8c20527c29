"""The addresses of invoices, payments and accounts."""

from django.urls import path

from orders.views.account import CustomerAccount, CustomerInvoices, CustomerPayments, CustomerStatements
from orders.views.billed_tabs import ContractDeliveries, ContractInvoices, OrderInvoices
from orders.views.billing import BillableList
from orders.views.invoice import CollectionTaskList, InvoiceDetail, InvoiceEdit, InvoiceList
from orders.views.payment import PaymentCreate, PaymentDetail, PaymentEdit, PaymentList
from orders.views.receivable import CollectionMonth, ReceivableReport, ageing
from orders.views.statement import StatementCreate, StatementDetail, StatementList, statement_pdf
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
