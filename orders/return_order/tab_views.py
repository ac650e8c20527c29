"""The returns of a customer, of an order and of a delivery, as tabs of their pages."""

from customers.customer.views import CustomerDetail
from orders.delivery.views import DeliveryDetail
from orders.order.views import OrderDetail
from orders.return_order.filters import ReturnFilters
from orders.return_order.models import ReturnOrder
from orders.return_order.tables import ReturnTable
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.lists import TabList


class CustomerReturns(TabList):
    model = ReturnOrder
    key = "customer-returns"
    matrix_key = "return"
    table_class = ReturnTable
    filterset_class = ReturnFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "cause")


class OriginTab(CustomerReturns):
    """Returns by where their goods come from; ``parent_field`` is the path from a delivery note, "pk" for itself."""

    def get_base_queryset(self):
        return self.base_queryset(self.request.user).of_delivery(self.parent_field, self.parent_object.pk)

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        parent = as_pk(querydict.get("parent"))
        if queryset is None and parent is not None:
            queryset = cls.base_queryset(user).of_delivery(cls.parent_field, parent)
        return super().filterset(user, querydict, queryset)


class OrderReturns(OriginTab):
    key = "order-returns"
    parent, parent_field = OrderDetail, "order"


class DeliveryReturns(OriginTab):
    key = "delivery-returns"
    parent, parent_field = DeliveryDetail, "pk"
