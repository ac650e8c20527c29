"""What demand notices, orders and order changes register with core."""

from functools import partial

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract, ContractLine
from customers.customer.models import Customer
from orders.demand.approval import DEMAND
from orders.demand.models import DemandNotice
from orders.demand.permissions import can_edit_demand
from orders.invoice.contract_completion import (
    can_complete,
    complete_performed,
    complete_performed_contracts,
    why_not_complete,
)
from orders.order.approval import ORDER
from orders.order.closing import close_settled_orders
from orders.order.counts import purchase_record, with_orders_last_12m
from orders.order.models import Order, OrderLine
from orders.order.punctuality import accepted_lines, punctuality
from orders.order_change.approval import ORDER_CHANGE
from orders.order_change.models import OrderChange
from orders.plan.from_sample import plan_of_sample, plan_release_of
from pricing.product.models import Product
from pricing.quote.registration import product_fills
from salesmgmt.core import registry
from salesmgmt.core.calendar import month_bounds, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.evidence import in_every_language, register_evidence
from salesmgmt.core.permissions import Role, may_at_all, sees_prices
from salesmgmt.core.templatetags.salesmgmt import percent
from salesmgmt.core.web.detail import Action


def reads(key, user, document=None):
    return may_at_all(user, key, "R")


def creates(key, user):
    return may_at_all(user, key, "C")


def register_orders():
    """Called once from OrdersConfig.ready()."""
    documents = (
        (DemandNotice, "DEM", _("Demand notice"), _("Demand notices"), "phone-incoming", "demand-list", 10),
        (Order, "ORD", _("Order"), _("Orders"), "clipboard-text", "order-list", 20),
        (OrderChange, "CHG", _("Order change"), _("Order changes"), "replace", "order-change-list", 25),
    )
    for model, prefix, label, plural, icon, url_name, order in documents:
        registry.register_document(model, prefix, label, plural, icon, url_name, search=model is not OrderChange)
        registry.register_menu("orders", plural, url_name, icon, can=partial(reads, model.KIND), order=order)
    for approval in (DEMAND, ORDER, ORDER_CHANGE):
        approvals.register(approval)
    registry.register_periodic(
        "orders-to-close", _("Orders that are paid and done"), "20 1 * * *", close_settled_orders
    )
    registry.register_periodic(
        "contracts-to-complete", _("Contracts that are delivered and paid"), "40 1 * * *",
        complete_performed_contracts, rules="CON-15",
    )  # fmt: skip
    registry.register_action(
        "contract",
        Action(
            "complete",
            _("Contract fully performed"),
            can_complete,
            complete_performed,
            to="completed",
            icon="flag-check",
            style="success",
            why_not=why_not_complete,
            confirm=_("Everything is delivered and paid. Complete the contract?"),
        ),
    )
    registry.register_fact("customer", "with_orders_last_12m", with_orders_last_12m)
    registry.register_fact("customer", "purchase_record", purchase_record)
    registry.register_fact("sample_request", "make_plan", plan_of_sample)
    registry.register_fact("sample_request", "plan", plan_release_of)
    registry.register_metric(
        "on-time-lines", _("Delivered on time this month"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM), _on_time, "order-list", 45,
    )  # fmt: skip
    _register_tabs()
    _register_cards()
    _register_lookups()
    register_evidence(DemandNotice, reserved=papers_of_demand)


def _on_time(user):
    """The order lines accepted this month: by the promised day, and without an error of ours; nothing before the first
    (ORD-10)."""
    found = punctuality(accepted_lines(user, *month_bounds(today())))
    if not found.lines:
        return None
    note = _("%(on_time)d of %(lines)d order lines; without an error of ours %(right)s") % {
        "on_time": found.on_time, "lines": found.lines, "right": percent(found.accuracy_rate),
    }  # fmt: skip
    return registry.MetricValue(found.on_time_rate, "percent", note=note)


def _open_orders(customer, user):
    """Orders confirmed and not yet settled."""
    rows = Order.objects.visible_to(user).filter(customer=customer.pk).open()
    number = rows.order_by()[:1000].count()
    return registry.TileValue(number, tone="info" if number else "neutral")


def _register_tabs():
    registry.register_tile("customer", registry.Tile(
        "open-orders", _("Open orders"), _open_orders, "customer-orders",
        lambda user, customer: reads("order", user), "clipboard-text", 10,
    ))  # fmt: skip
    registry.register_tab(
        "customer",
        registry.Tab(
            "orders", _("Purchase record"), "customer-orders", icon="clipboard-text", order=40,
            count=lambda customer, user: Order.objects.visible_to(user).filter(customer=customer.pk),
            can=lambda user, customer: reads("order", user),
        ),
    )  # fmt: skip
    registry.register_tab(
        "contract",
        registry.Tab(
            "orders", _("Orders"), "contract-orders", icon="clipboard-text", order=40,
            count=lambda contract, user: Order.objects.visible_to(user).filter(contract=contract.pk),
            can=lambda user, contract: reads("order", user),
        ),
    )  # fmt: skip


def _register_cards():
    registry.register_home_card(
        "demands-to-check", _("Demand notices to check"), partial(creates, "demand"),
        lambda user: DemandNotice.objects.visible_to(user).filter(status__in=["received", "checked"]),
        "demand-list?status=received&status=checked", icon="phone-incoming", tone="warn", order=30,
    )  # fmt: skip
    registry.register_home_card(
        "supply-on-hold", _("Supply on hold"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM),
        lambda user: DemandNotice.objects.visible_to(user).on_hold(),
        "demand-list?status=gm_exception", icon="hand-stop", tone="bad", order=31,
    )  # fmt: skip
    registry.register_home_card(
        "orders-on-hold", _("Orders on hold"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM, Role.FIN),
        lambda user: Order.objects.visible_to(user).on_hold(),
        "order-list?on_hold=true", icon="hand-stop", tone="bad", order=31,
    )  # fmt: skip
    registry.register_home_card(
        "orders-to-submit", _("Orders to complete"), partial(creates, "order"),
        lambda user: Order.objects.visible_to(user).filter(status="draft"),
        "order-list?status=draft", icon="clipboard-text", tone="info", order=32,
    )  # fmt: skip
    registry.register_home_card(
        "orders-to-plan", _("Confirmed orders to plan"),
        lambda user: user.has_role(Role.REP, Role.PLN, Role.DIR),
        lambda user: Order.objects.visible_to(user).filter(status="confirmed"),
        "order-list?status=confirmed", icon="clipboard-text", tone="info", order=33,
    )  # fmt: skip
    registry.register_home_card(
        "changes-to-explain", _("Rejected changes to explain"), partial(creates, "order_change"),
        lambda user: OrderChange.objects.visible_to(user).filter(status="rejected"),
        "order-change-list?status=rejected", icon="message-2", tone="warn", order=34,
    )  # fmt: skip


def of(field, rows, params):
    """Narrowed by another field of the form; without it nothing is left out."""
    chosen = params.get(field)
    return rows if chosen is None else rows.filter(**{field: chosen})


def of_contract(rows, params):
    """The products of the chosen contract with its prices; without a contract all that are on sale."""
    chosen = params.get("contract")
    if chosen is None:
        return rows
    lines = ContractLine.objects.filter(contract=chosen, product=OuterRef("pk")).order_by("position")
    return rows.annotate(agreed_price=Subquery(lines.values("price")[:1])).filter(agreed_price__isnull=False)


def order_product_fills(product, user):
    """As for a quote, but the price of a product under contract is the contract's (ORD-02)."""
    found = product_fills(product, user)
    agreed = getattr(product, "agreed_price", None)
    if agreed is not None and sees_prices(user):
        found["price"] = str(agreed)
    return found


def papers_of_demand(demand):
    """The customer's own notice is what the demand rests on (ORD-01): filed by the rep while he enters it."""
    return dict.fromkeys(in_every_language(_("Customer's notice")), can_edit_open_demand)


def can_edit_open_demand(user, demand):
    return demand.is_editable and can_edit_demand(user, demand)


def _register_lookups():
    registry.register_lookup(
        "order-product",
        lambda user: Product.objects.on_sale().with_list_price().order_by("code"),
        label=lambda product: f"{product.code} {product.name}",
        note=lambda product: product.spec,
        fills=order_product_fills,
        narrow=of_contract,
        parents={"contract": Contract},
    )
    registry.register_lookup(
        "demand",
        lambda user: DemandNotice.objects.visible_to(user).exclude(status="refused").select_related("customer"),
        label=lambda demand: f"{demand.number} {demand.customer}",
        narrow=partial(of, "customer"),
        parents={"customer": Customer},
    )
    registry.register_lookup(
        "order",
        lambda user: Order.objects.visible_to(user).select_related("customer"),
        label=lambda order: f"{order.number} {order.customer}",
        narrow=partial(of, "customer"),
        parents={"customer": Customer},
    )
    registry.register_lookup(
        "order-to-change",
        lambda user: Order.objects.within(user, "U").filter(status__in=Order.CHANGEABLE).select_related("customer"),
        label=lambda order: f"{order.number} {order.customer}",
        note=lambda order: order.get_status_display(),
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
