from customers.customer.views import CustomerDetail
from orders.invoice.filters import InvoiceFilters
from orders.invoice.models import Invoice
from orders.invoice.tables import InvoiceTable
from salesmgmt.core.web.lists import TabList


class CustomerInvoices(TabList):
    model = Invoice
    key = "customer-invoices"
    table_class = InvoiceTable
    filterset_class = InvoiceFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()
