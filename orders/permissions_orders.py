"""Who may do what with demand notices, orders and order changes. The matrix says it; these name the verb."""

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, sees_prices


def can_create_demand(user, customer):
    return may(user, "demand", "C", owner=customer.owner)


def can_edit_demand(user, demand):
    return may(user, "demand", "U", owner=demand.responsible, document=demand)


def can_submit_demand(user, demand):
    return can_edit_demand(user, demand)


def can_decide_demand(user, demand):
    """The head of sales and the general manager (ORD-04, SUP-04)."""
    return may(user, "demand", "A", owner=demand.responsible, document=demand)


def can_see_supply(user, document):
    """A supply check shows what the customer owes: not for departments."""
    return sees_prices(user)


def can_create_order(user, customer):
    return may(user, "order", "C", owner=customer.owner)


def can_edit_order(user, order):
    return may(user, "order", "U", owner=order.responsible, document=order)


def can_print_prices(user, order):
    """The warehouse and production see no prices, on no paper."""
    return sees_prices(user)


def can_grant_exception(user, order):
    """The general manager alone, and not on what he entered or changed himself (SUP-04, SEC-04)."""
    return user.has_role(Role.GM) and decides_alone(user, order, Role.GM, True)


def can_create_change(user, order):
    return may(user, "order_change", "C", owner=order.responsible)


def can_edit_change(user, change):
    return may(user, "order_change", "U", owner=change.responsible, document=change)


def can_carry_out_change(user, change):
    """Sales passes an approved change on: the representative, or the manager who decided (CHG-05)."""
    return can_edit_change(user, change) or may(user, "order_change", "A", owner=change.responsible, document=change)
