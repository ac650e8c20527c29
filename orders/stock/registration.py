"""What the stock tells core: its pages, its buttons on inspections and plans, and what of an order line is in stock."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.stock.allotment import (
    from_stock,
    give_back_to_stock,
    offers,
    order_cancelled,
    order_changed,
    orders_closed,
    plan_released,
    plan_stopped,
    take_from_stock,
)
from orders.stock.entry import enter_stock, has_goods_to_enter, quantity_to_enter, with_entered
from orders.stock.forms import StockEntryForm, TakeFromStockForm
from orders.stock.making import inspected, made, not_reworked, reworked
from orders.stock.models import StockBalance, StockMovement
from orders.stock.permissions import can_take_from_stock, reads_movements, reads_stock
from orders.stock.standing import kept_stock
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.read_once import read_once
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.forms import ReasonForm


def offered(plan):
    return read_once(plan, "_free_stock", lambda: offers(plan))


def taken(plan):
    """What the plan took from stock and has not given back, read once a page."""
    rows = plan.stock_allotments.select_related("order_line__product", "by")
    return read_once(plan, "_from_stock", lambda: [row for row in rows if row.quantity > row.released])


def has_free_goods(user, plan):
    return bool(can_take_from_stock(user, plan)) and bool(offered(plan))


def has_taken(user, plan):
    return bool(can_take_from_stock(user, plan)) and bool(taken(plan))


def stock_of_plan(plan, user):
    """The card on a plan: what it takes from stock, and on a draft what it could take."""
    rows, free = taken(plan), offered(plan) if plan.is_editable else []
    return {"rows": rows, "free": free} if rows or free else None


def register():
    registry.register_document(
        StockBalance,
        "STK",
        pgettext_lazy("finished goods", "Stock"),
        pgettext_lazy("finished goods", "Stock"),
        "building-warehouse",
        "stock-list",
        search=False,
    )
    registry.register_bar("stock-list", Role.WH, Role.PLN, order=20)
    registry.register_menu(
        "orders",
        pgettext_lazy("finished goods", "Stock"),
        "stock-list",
        "building-warehouse",
        can=reads_stock,
        order=54,
    )
    registry.register_tab(
        "stock",
        registry.Tab(
            "movements",
            _("Stock movements"),
            "stock-movements",
            lambda balance, user: StockMovement.objects.visible_to(user).filter(product=balance.pk),
            reads_movements,
            order=10,
        ),
    )
    registry.register_fact("order_line", "with_entered", with_entered)
    registry.register_fact("order_line", "from_stock", from_stock)
    registry.register_fact("product", "kept_stock", kept_stock)
    _register_commands()
    _register_acts()


def _register_commands():
    registry.register_command("production", "reported", "stock", made)
    registry.register_command("production", "reworked", "stock", reworked)
    registry.register_command("inspection", "recorded", "stock", inspected)
    registry.register_command("inspection", "closed", "stock", not_reworked)
    registry.register_command("plan_release", "stopped", "stock", plan_stopped)
    registry.register_command("plan_release", "released", "stock", plan_released, order=80)
    # After the deliveries and the plans of the order have given back what they held.
    registry.register_command("order", "cancelled", "stock", order_cancelled, order=90)
    registry.register_command("order", "closed", "stock", orders_closed)
    registry.register_command("order", "changed", "stock", order_changed)


def _register_acts():
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
    registry.register_action(
        "plan_release",
        Action(
            "take-from-stock",
            _("Take from stock"),
            has_free_goods,
            take_from_stock,
            form=TakeFromStockForm,
            icon="building-warehouse",
            help_text=_("What is taken from free stock is kept for this order and is not made."),
            order=40,
        ),
    )
    registry.register_action(
        "plan_release",
        Action(
            "give-back-to-stock",
            _("Give back to stock"),
            has_taken,
            give_back_to_stock,
            form=ReasonForm,
            icon="arrow-back-up",
            order=70,
        ),
    )
    registry.register_section(
        "plan_release", registry.Section("from-stock", "orders/stock/_plan.html", stock_of_plan, order=10)
    )
