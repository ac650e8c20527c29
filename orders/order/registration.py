"""What orders tell core."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from orders.account.check import register_check
from orders.demand.registration import of
from orders.order.approval import ORDER
from orders.order.entry import order_from_demand
from orders.order.models import Order, OrderLine
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role, may_at_all

# The customer that the database writes on every line against its order's.
LINE_CUSTOMER = """
    SELECT o.number, s.name, c.name
    FROM orders_orderline l
    JOIN orders_order o ON o.id = l.order_id
    JOIN customers_customer c ON c.id = o.customer_id
    JOIN customers_customer s ON s.id = l.customer_id
    WHERE l.customer_id <> o.customer_id
    ORDER BY o.number"""


def reads_orders(user, document=None):
    return may_at_all(user, "order", "R")


def register():
    registry.register_document(Order, "ORD", _("Order"), _("Orders"), "clipboard-text", "order-list")
    registry.register_bar("order-list", Role.LOG, Role.PUR, Role.TEC, order=30)
    registry.register_menu("orders", _("Orders"), "order-list", "clipboard-text", can=reads_orders, order=20)
    approvals.register(ORDER)
    register_check("order_line_customer", LINE_CUSTOMER)
    registry.register_command("demand", "accepted", "order", order_from_demand)
    _register_tabs()
    _register_cards()
    _register_lookups()


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
        "orders-to-submit",
        _("Orders to complete"),
        lambda user: may_at_all(user, "order", "C"),
        lambda user: Order.objects.visible_to(user).filter(status=Order.Status.DRAFT),
        f"order-list?status={Order.Status.DRAFT}",
        icon="clipboard-text",
        tone="info",
        order=32,
    )
    registry.register_home_card(
        "orders-to-plan",
        _("Confirmed orders to plan"),
        lambda user: user.has_role(Role.REP, Role.PLN, Role.DIR),
        lambda user: Order.objects.visible_to(user).filter(status=Order.Status.CONFIRMED),
        f"order-list?status={Order.Status.CONFIRMED}",
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
