"""The addresses of invoices."""

from django.urls import path

from orders.invoice.tab_views import ContractInvoices, CustomerInvoices, OrderInvoices
from orders.invoice.views import InvoiceDetail, InvoiceEdit, InvoiceList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("orders/<int:pk>/invoices/", register_list(OrderInvoices).as_view(), name="order-invoices"),
    path("contracts/<int:pk>/invoices/", register_list(ContractInvoices).as_view(), name="contract-invoices"),
    path("customers/<int:pk>/invoices/", register_list(CustomerInvoices).as_view(), name="customer-invoices"),
    *document_urls("invoices", "invoice", list=InvoiceList, detail=InvoiceDetail, edit=InvoiceEdit),
]
