"""The orders on the pages of a customer and of a contract."""

from django.utils.translation import gettext_lazy

from contracts.contract.views import ContractDetail
from customers.customer.views import CustomerDetail
from orders.order.tables import OrdersOfTable
from orders.order.views import OrderList
from salesmgmt.core.web.lists import TabList


class CustomerOrders(TabList, OrderList):
    """The purchase record of a customer: every order, derived and never typed again (CUS-01)."""

    key = "customer-orders"
    table_class = OrdersOfTable
    title = gettext_lazy("Purchase record")
    parent, parent_field = CustomerDetail, "customer"
    create_url = "order-create"
    presets = ()
    empty_title = gettext_lazy("No orders yet")
    empty_text = gettext_lazy("Orders of this customer appear here by themselves.")


class ContractOrders(TabList, OrderList):
    key = "contract-orders"
    table_class = OrdersOfTable
    parent, parent_field = ContractDetail, "contract"
    create_url = None  # called for by a demand notice; an order entered by hand asks for the customer first
    presets = ()
    empty_title = gettext_lazy("No orders yet")
    empty_text = gettext_lazy("Orders under this contract appear here by themselves.")
