"""What supply control's hold puts on the page of an order."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from orders.order_hold.hold import grant_exception
from orders.supply.forms import GrantForm
from orders.supply.permissions import can_grant_exception
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def register():
    registry.register_action(
        "order",
        Action(
            "grant",
            _("Let the goods go (exception)"),
            lambda user, order: order.held_since is not None and can_grant_exception(user, order),
            grant_exception,
            form=GrantForm,
            style="primary",
            icon="hand-stop",
            order=20,
        ),
    )
    registry.register_home_card(
        "orders-on-hold",
        _("Orders on hold"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM, Role.FIN),
        lambda user: Order.objects.visible_to(user).on_hold(),
        "order-list?on_hold=true",
        icon="hand-stop",
        tone="bad",
        order=31,
    )
