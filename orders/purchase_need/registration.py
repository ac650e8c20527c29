"""What purchase needs tell core."""

from django.utils.translation import gettext_lazy as _

from orders.order.models import Order
from orders.purchase_need.following import QUEUE, notice_late_needs, open_need, stop_needs_of
from orders.purchase_need.forms import PurchaseNeedForm
from orders.purchase_need.models import PurchaseNeed
from orders.purchase_need.permissions import can_open_need
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.web.detail import Action


def reads_needs(user, document=None):
    return may_at_all(user, "purchase_need", "R")


def register():
    registry.register_document(
        PurchaseNeed, "PUN", _("Purchase need"), _("Purchase needs"), "shopping-cart", "purchase-need-list"
    )
    registry.register_menu(
        "orders", _("Purchase needs"), "purchase-need-list", "shopping-cart", can=reads_needs, order=36
    )
    registry.register_action(
        "order",
        Action(
            "purchase-need",
            _("Enter a purchase need"),
            can_open_need,
            open_need,
            form=PurchaseNeedForm,
            icon="shopping-cart",
            style="primary",
            goto=lambda need, order: need.get_absolute_url(),
        ),
    )
    registry.register_tab(
        "order",
        registry.Tab(
            "purchase-needs",
            _("Purchase needs"),
            "order-purchase-needs",
            lambda order, user: PurchaseNeed.objects.visible_to(user).filter(order=order),
            reads_needs,
            order=38,
        ),
    )
    registry.register_command("order", "cancelled", "purchase_need", stop_needs_of, order=70)
    registry.register_periodic(
        QUEUE, _("Purchase needs that are late"), "12 6 * * *", notice_late_needs, rules="ORD-07", in_batches=True
    )
    registry.register_home_card(
        "purchase-needs-late",
        _("Purchase needs late"),
        lambda user: user.has_role(Role.PUR),
        lambda user: PurchaseNeed.objects.visible_to(user).awaited().filter(late=True),
        "purchase-need-list?late=true",
        icon="shopping-cart",
        tone="bad",
    )
    registry.register_home_card(
        "orders-at-risk",
        _("Orders at risk"),
        lambda user: user.has_role(Role.REP, Role.MGR, Role.DIR),
        lambda user: Order.objects.visible_to(user).filter(at_risk_since__isnull=False),
        "order-list?at_risk=true",
        icon="alert-triangle",
        tone="bad",
    )
