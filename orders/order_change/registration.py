"""What order changes tell core."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from orders.order_change.amended import carry_out_with_amendment, reject_with_amendment
from orders.order_change.approval import ORDER_CHANGE
from orders.order_change.models import OrderChange
from orders.order_change.permissions import can_edit_change
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all


def register():
    registry.register_document(
        OrderChange, "CHG", _("Order change"), _("Order changes"), "replace", "order-change-list", search=False
    )
    registry.register_menu(
        "orders",
        _("Order changes"),
        "order-change-list",
        "replace",
        can=lambda user: may_at_all(user, "order_change", "R"),
        order=25,
    )
    approvals.register(ORDER_CHANGE)
    # Before the other orders of the contract are corrected.
    registry.register_command("contract", "amended", "order_change", carry_out_with_amendment, order=40)
    registry.register_command("amendment", "ended", "order_change", reject_with_amendment)
    register_draft(OrderChange, can_edit_change)
    registry.register_home_card(
        "changes-to-explain",
        _("Rejected changes to explain"),
        lambda user: may_at_all(user, "order_change", "C"),
        lambda user: OrderChange.objects.visible_to(user).filter(status=OrderChange.Status.REJECTED),
        f"order-change-list?status={OrderChange.Status.REJECTED}",
        icon="message-2",
        tone="warn",
        order=34,
    )
    registry.register_lookup(
        "order-to-change",
        lambda user: Order.objects.within(user, "U").filter(status__in=Order.CHANGEABLE).select_related("customer"),
        label=lambda order: f"{order.number} {order.customer}",
        note=lambda order: order.get_status_display(),
    )
