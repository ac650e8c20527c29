"""What the life of orders tells core, and the order to its left."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import OrderLine
from orders.order_life.querysets import late_lines_alone
from orders.order_life.strip import goods_of_change, life_of, made_so_far, planned_beyond
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, may_at_all


def reads_orders(user):
    return may_at_all(user, "order", "R")


def register():
    registry.register_menu("orders", _("Late order lines"), "late-line-list", "clock-exclamation", reads_orders, 22)
    registry.register_section(
        "order", registry.Section("life", "orders/order_life/_life.html", life_of, wide=True, order=10)
    )
    registry.register_section(
        "order_change",
        registry.Section("goods", "orders/order_life/_goods_of_change.html", goods_of_change, wide=True, order=10),
    )
    registry.register_fact("order", "made_so_far", made_so_far)
    registry.register_fact("order", "planned_beyond", planned_beyond)
    registry.register_home_card(
        "late-lines",
        _("Late order lines"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM),
        lambda user: late_lines_alone(OrderLine.objects.visible_to(user), today()),
        "late-line-list",
        icon="clock-exclamation",
        tone="bad",
        order=30,
    )
