"""What the stock tells core: its button on the page of an inspection, and what of an order line is in stock."""

from django.utils.translation import gettext_lazy as _

from orders.stock.entry import enter_stock, quantity_to_enter, with_entered
from orders.stock.forms import StockEntryForm
from orders.stock.views import has_goods_to_enter
from salesmgmt.core import registry
from salesmgmt.core.domain.checklist import OPEN, Item, Standing, register_item
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def opening_stock() -> Standing:
    """Honest about what there is no room for yet: goods come into stock by an inspection alone."""
    return Standing(OPEN, _("cannot be brought in yet: goods come into stock when they pass their inspection"))


def register():
    register_item(
        Item(
            "stock",
            _("Opening stock"),
            opening_stock,
            "inspection-list",
            roles=(Role.WH,),
            help=_("Stock from before the first day is kept outside until its room is there."),
            optional=True,
            order=240,
        )
    )
    registry.register_fact("order_line", "with_entered", with_entered)
    registry.register_action(
        "inspection",
        Action(
            "enter-stock",
            _("Enter into stock"),
            has_goods_to_enter,
            enter_stock,
            form=StockEntryForm,
            icon="building-warehouse",
            style="primary",
            initial=lambda user, inspection: {"quantity": f"{quantity_to_enter(inspection).normalize():f}"},
            order=20,
        ),
    )
