"""Invoice, delivery, order, contract and the customer's own number lead to one another: the facts that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.account.price_blind import NOTHING, links
from salesmgmt.core.web.detail import Fact

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def billed_facts(notes: list, user: User) -> list:
    """Of an invoice: the deliveries it bills, their orders and contracts, and what the customer calls the orders."""
    if not notes:
        return []
    orders = list(dict.fromkeys(note.order for note in notes))
    references = list(dict.fromkeys(order.customer_reference for order in orders if order.customer_reference))
    return [
        Fact(_("Deliveries"), links(notes, user)),
        Fact(_("Orders"), links(orders, user)),
        Fact(_("Contract"), links([order.contract for order in orders], user)),
        Fact(_("Customer's order no."), "、".join(references) or NOTHING),
    ]
