"""The invoices of a customer, an order and a contract, as tabs of their pages."""

from django.utils.translation import gettext_lazy

from contracts.contract.views import ContractDetail
from customers.customer.views import CustomerDetail
from orders.invoice.filters import InvoiceFilters
from orders.invoice.models import Invoice
from orders.invoice.tables import InvoiceTable
from orders.invoice.views import InvoiceList
from orders.order.views import OrderDetail
from salesmgmt.core.querysets import as_pk
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


class BilledTab(TabList, InvoiceList):
    """Invoices by what their lines bill; ``parent_field`` is the path from a delivery note."""

    presets = ()
    bulk_actions = ()
    empty_title = gettext_lazy("No invoices here")
    empty_text = gettext_lazy("Finance bills signed deliveries; the invoices appear here by themselves.")

    def get_base_queryset(self):
        return self.base_queryset(self.request.user).billing(self.parent_field, self.parent_object.pk)

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        parent = as_pk(querydict.get("parent"))
        if queryset is None and parent is not None:
            queryset = cls.base_queryset(user).billing(cls.parent_field, parent)
        return super().filterset(user, querydict, queryset)


class OrderInvoices(BilledTab):
    key = "order-invoices"
    parent, parent_field = OrderDetail, "order"


class ContractInvoices(BilledTab):
    key = "contract-invoices"
    parent, parent_field = ContractDetail, "order__contract"
