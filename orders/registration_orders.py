"""What demand notices, orders and order changes register with core."""

from django.utils.translation import gettext_lazy as _

from orders.approval_orders import DEMAND, ORDER, ORDER_CHANGE
from orders.models import DemandNotice, Order, OrderChange
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals


def register_orders():
    """Called once from OrdersConfig.ready()."""
    registry.register_document(
        DemandNotice, "DEM", _("Demand notice"), _("Demand notices"), "phone-incoming", "demand-list"
    )
    registry.register_document(Order, "ORD", _("Order"), _("Orders"), "clipboard-list", "order-list")
    registry.register_document(
        OrderChange, "CHG", _("Order change"), _("Order changes"), "replace", "order-change-list", search=False
    )
    for approval in (DEMAND, ORDER, ORDER_CHANGE):
        approvals.register(approval)
