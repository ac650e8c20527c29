from orders.order.views import OrderDetail
from orders.production.models import Production
from orders.production.tables import ProductionTable
from salesmgmt.core.web.lists import TabList


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
