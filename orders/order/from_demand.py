"""The order that an accepted demand notice becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from contracts.contract.standing import price_of
from orders.demand.lines import as_dicts, write_lines
from orders.order.models import Order, OrderLine
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.numbering import next_number

if TYPE_CHECKING:
    from orders.demand.models import DemandNotice
    from salesmgmt.core.models import User

LINE = ("product", "state", "spec", "unit", "quantity", "price", "tax_rate", "due_date")


def agreed_lines(demand: DemandNotice) -> list:
    """The notice's lines for its order; under contract at the price the contract has today (ORD-02)."""
    lines = as_dicts(demand.lines.select_related("product"), LINE)
    if demand.contract_id is not None:
        for line in lines:
            line["price"] = price_of(demand.contract, line["product"]) or line["price"]
    return lines


def order_from_demand(demand: DemandNotice, *, user: User) -> Order:
    """A draft with the notice's customer, kind, contract and lines, for the rep to complete. Called once, under the
    notice's lock, in the transaction of its acceptance; the database allows one order per notice (ORD-02)."""
    order = Order.objects.create(
        number=next_number(Order.KIND),
        created_by=demand.created_by,
        customer=demand.customer,
        kind=demand.kind,
        contract=demand.contract,
        demand=demand,
        customer_reference=demand.customer_reference,
        order_date=today(),
        delivery_place=demand.delivery_place,
    )
    order.amount = write_lines(order, "order", OrderLine, agreed_lines(demand))
    order.save(update_fields=["amount"])
    audit.record(order, user, gettext_noop("Created from the demand notice"), comment=str(demand))
    return order
