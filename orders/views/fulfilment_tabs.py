"""Plans, productions and deliveries as tabs of an order or a customer."""

from customers.views.customer import CustomerDetail
from orders.models import DeliveryNote, PlanRelease, Production
from orders.tables_fulfilment import DeliveryTable, PlanReleaseTable, ProductionTable
from orders.views.order import OrderDetail
from salesmgmt.core.web.lists import TabList


class PlanReleaseTab(TabList):
    model = PlanRelease
    key = "order-plans"
    table_class = PlanReleaseTable
    matrix_key = "plan_release"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer", "released_by")


class ProductionTab(TabList):
    model = Production
    key = "order-productions"
    table_class = ProductionTable
    matrix_key = "production"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer", "order_line__product")


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
