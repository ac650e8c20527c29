from contracts.contract.views import ContractDetail
from customers.customer.views import CustomerDetail
from orders.delivery.models import DeliveryNote
from orders.delivery.tables import DeliveryTable
from orders.order.views import OrderDetail
from salesmgmt.core.web.lists import TabList


class OrderDeliveryTab(TabList):
    model = DeliveryNote
    key = "order-deliveries"
    table_class = DeliveryTable
    matrix_key = "delivery"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order", "customer")


class CustomerDeliveryTab(OrderDeliveryTab):
    key = "customer-deliveries"
    parent = CustomerDetail
    parent_field = "customer"


class ContractDeliveries(OrderDeliveryTab):
    key = "contract-deliveries"
    parent, parent_field = ContractDetail, "order__contract"
