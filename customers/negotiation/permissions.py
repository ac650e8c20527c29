"""Who takes an opportunity from the solution to the handshake."""

from customers.opportunity.permissions import can_work_opportunity


def can_begin_quoting(user, opportunity):
    return opportunity.status == "solution" and can_work_opportunity(user, opportunity)


def can_negotiate(user, opportunity):
    return opportunity.status in ("quoted", "negotiation") and can_work_opportunity(user, opportunity)
