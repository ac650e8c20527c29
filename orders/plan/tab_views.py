from orders.order.views import OrderDetail
from orders.plan.models import PlanRelease
from orders.plan.tables import PlanReleaseTable
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
