"""What stock counts tell core."""

from django.utils.translation import gettext_lazy as _

from orders.stock_count.counting import count_stock
from orders.stock_count.forms import CountForm
from orders.stock_count.models import StockCount
from orders.stock_count.permissions import can_count_stock, reads_counts
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def register():
    registry.register_document(
        StockCount, "STC", _("Stock count"), _("Stock counts"), "clipboard-list", "stock-count-list", search=False
    )
    registry.register_menu(
        "orders", _("Stock counts"), "stock-count-list", "clipboard-list", can=reads_counts, order=55
    )
    registry.register_action(
        "stock",
        Action(
            "count",
            _("Enter a count"),
            can_count_stock,
            count_stock,
            form=CountForm,
            icon="clipboard-list",
            style="primary",
            goto=lambda count, balance: count.get_absolute_url(),
        ),
    )
    registry.register_home_card(
        "stock-counts",
        _("Stock counts to approve"),
        lambda user: user.has_role(Role.PLN),
        lambda user: StockCount.objects.visible_to(user).filter(status=StockCount.Status.COUNTED),
        f"stock-count-list?status={StockCount.Status.COUNTED}",
        icon="clipboard-list",
        tone="warn",
    )
