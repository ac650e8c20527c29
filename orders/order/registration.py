"""What orders tell core."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.demand.registration import of
from orders.order.approval import ORDER
from orders.order.from_demand import order_from_demand
from orders.order.models import Order, OrderLine
from orders.order.punctuality import accepted_lines, punctuality
from orders.order.purchases import (
    bought_by,
    buyers_since,
    committed_orders,
    last_prices,
    order_numbers,
    purchase_record,
    sold_since,
    with_orders_last_12m,
)
from salesmgmt.core import registry
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.templatetags.salesmgmt import percent


def reads_orders(user, document=None):
    return may_at_all(user, "order", "R")


def register():
    registry.register_document(Order, "ORD", _("Order"), _("Orders"), "clipboard-text", "order-list")
    registry.register_menu("orders", _("Orders"), "order-list", "clipboard-text", can=reads_orders, order=20)
    approvals.register(ORDER)
    registry.register_command("demand", "accepted", "order", order_from_demand)
    registry.register_fact("customer", "with_orders_last_12m", with_orders_last_12m)
    registry.register_fact("customer", "purchase_record", purchase_record)
    registry.register_fact("customer", "order_numbers", order_numbers)
    registry.register_fact("customer", "committed_orders", committed_orders)
    registry.register_fact("customer", "last_prices", last_prices)
    registry.register_fact("price_adjustment", "sold", sold_since)
    registry.register_fact("price_adjustment", "buyers", buyers_since)
    registry.register_fact("price_adjustment", "bought_by", bought_by)
    registry.register_metric(
        "on-time-lines",
        _("Delivered on time this month"),
        lambda user: user.has_role(Role.SUP, Role.DIR, Role.GM),
        _on_time,
        "order-list",
        45,
    )
    _register_tabs()
    _register_cards()
    _register_lookups()


def _on_time(user):
    """The order lines accepted this month: by the promised day, and without an error of ours; nothing before the first
    (ORD-10)."""
    found = punctuality(accepted_lines(user, *month_bounds(today())))
    if not found.lines:
        return None
    note = _("%(on_time)d of %(lines)d order lines; without an error of ours %(right)s") % {
        "on_time": found.on_time,
        "lines": found.lines,
        "right": percent(found.accuracy_rate),
    }
    return registry.MetricValue(found.on_time_rate, "percent", note=note)


def _open_orders(customer, user):
    """Orders confirmed and not yet settled."""
    rows = Order.objects.visible_to(user).filter(customer=customer.pk).open()
    number = rows.order_by()[:1000].count()
    return registry.TileValue(number, tone="info" if number else "neutral")


def _register_tabs():
    registry.register_tile(
        "customer",
        registry.Tile(
            "open-orders",
            _("Open orders"),
            _open_orders,
            "customer-orders",
            reads_orders,
            "clipboard-text",
            10,
        ),
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "orders",
            _("Purchase record"),
            "customer-orders",
            icon="clipboard-text",
            order=40,
            count=lambda customer, user: Order.objects.visible_to(user).filter(customer=customer.pk),
            can=reads_orders,
        ),
    )
    registry.register_tab(
        "contract",
        registry.Tab(
            "orders",
            _("Orders"),
            "contract-orders",
            icon="clipboard-text",
            order=40,
            count=lambda contract, user: Order.objects.visible_to(user).filter(contract=contract.pk),
            can=reads_orders,
        ),
    )


def _register_cards():
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
    registry.register_home_card(
        "orders-to-submit",
        _("Orders to complete"),
        lambda user: may_at_all(user, "order", "C"),
        lambda user: Order.objects.visible_to(user).filter(status="draft"),
        "order-list?status=draft",
        icon="clipboard-text",
        tone="info",
        order=32,
    )
    registry.register_home_card(
        "orders-to-plan",
        _("Confirmed orders to plan"),
        lambda user: user.has_role(Role.REP, Role.PLN, Role.DIR),
        lambda user: Order.objects.visible_to(user).filter(status="confirmed"),
        "order-list?status=confirmed",
        icon="clipboard-text",
        tone="info",
        order=33,
    )


def _register_lookups():
    registry.register_lookup(
        "order",
        lambda user: Order.objects.visible_to(user).select_related("customer"),
        label=lambda order: f"{order.number} {order.customer}",
        narrow=partial(of, "customer"),
        parents={"customer": Customer},
    )
    registry.register_lookup(
        "order-line",
        lambda user: OrderLine.objects.filter(order__in=Order.objects.visible_to(user).values("pk")).select_related(
            "product"
        ),
        label=lambda line: f"{line.position}. {line.product.code} {line.product.name} × {line.quantity.normalize():f}",
        search_fields=("product__code", "product__name"),
        narrow=partial(of, "order"),
        parents={"order": Order},
    )
