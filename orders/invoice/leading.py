"""Invoice, delivery, order, contract and the customer's own number lead to one another: the facts that say so."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Fact

NOTHING = "—"


def links(documents, user):
    """The documents as links for who may read their kind, as names for others; a dash where there is none."""
    found = list(dict.fromkeys(document for document in documents if document is not None))
    if not found:
        return NOTHING
    reads = may_at_all(user, found[0].KIND, "R")
    if not reads:
        return "、".join(map(str, found))
    return format_html_join("、", '<a href="{}">{}</a>', ((each.get_absolute_url(), each) for each in found))


def billed_facts(notes, user):
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
