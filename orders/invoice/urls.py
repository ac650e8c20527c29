"""The addresses of invoices and of what is to be billed."""

from django.urls import path

from orders.billing.views import BillableList
from orders.invoice.tab_views import ContractInvoices, CustomerInvoices, OrderInvoices
from orders.invoice.views import InvoiceDetail, InvoiceEdit, InvoiceList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("invoices/billable/", register_list(BillableList).as_view(), name="billable-delivery-list"),
    path("orders/<int:pk>/invoices/", register_list(OrderInvoices).as_view(), name="order-invoices"),
    path("contracts/<int:pk>/invoices/", register_list(ContractInvoices).as_view(), name="contract-invoices"),
    path("customers/<int:pk>/invoices/", register_list(CustomerInvoices).as_view(), name="customer-invoices"),
    *document_urls("invoices", "invoice", list=InvoiceList, detail=InvoiceDetail, edit=InvoiceEdit),
]
