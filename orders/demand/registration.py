"""What demand notices tell core."""

from functools import partial

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract, ContractLine
from customers.customer.models import Customer
from orders.demand.approval import DEMAND
from orders.demand.models import DemandNotice
from orders.demand.permissions import can_edit_demand
from pricing.product.line_fill import product_fills
from pricing.product.models import Product
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.evidence import in_every_language, register_evidence
from salesmgmt.core.permissions import Role, may_at_all, sees_prices


def register():
    registry.register_document(
        DemandNotice, "DEM", _("Demand notice"), _("Demand notices"), "phone-incoming", "demand-list"
    )
    registry.register_menu(
        "orders",
        _("Demand notices"),
        "demand-list",
        "phone-incoming",
        can=lambda user: may_at_all(user, "demand", "R"),
        order=10,
    )
    approvals.register(DEMAND)
    register_evidence(DemandNotice, reserved=papers_of_demand)
    _register_cards()
    _register_lookups()


def _register_cards():
    registry.register_home_card(
        "demands-to-check",
        _("Demand notices to check"),
        lambda user: may_at_all(user, "demand", "C"),
        lambda user: DemandNotice.objects.visible_to(user).filter(
            status__in=[DemandNotice.Status.RECEIVED, DemandNotice.Status.CHECKED]
        ),
        f"demand-list?status={DemandNotice.Status.RECEIVED}&status={DemandNotice.Status.CHECKED}",
        icon="phone-incoming",
        tone="warn",
        order=30,
    )
    registry.register_home_card(
        "supply-on-hold",
        _("Supply on hold"),
        lambda user: user.has_role(Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM),
        lambda user: DemandNotice.objects.visible_to(user).on_hold(),
        f"demand-list?status={DemandNotice.Status.GM_EXCEPTION}",
        icon="hand-stop",
        tone="bad",
        order=31,
    )


def papers_of_demand(demand):
    """The customer's own notice is what the demand rests on (ORD-01): filed by the rep while he enters it."""
    return dict.fromkeys(in_every_language(_("Customer's notice")), can_edit_open_demand)


def can_edit_open_demand(user, demand):
    return demand.is_editable and can_edit_demand(user, demand)


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
        lambda user: (
            DemandNotice.objects.visible_to(user).exclude(status=DemandNotice.Status.REFUSED).select_related("customer")
        ),
        label=lambda demand: f"{demand.number} {demand.customer}",
        narrow=partial(of, "customer"),
        parents={"customer": Customer},
    )
