from salesmgmt.core.permissions import may


def can_create_demand(user, customer):
    return may(user, "demand", "C", owner=customer.owner)


def can_edit_demand(user, demand):
    return may(user, "demand", "U", owner=demand.responsible, document=demand)


def can_submit_demand(user, demand):
    return can_edit_demand(user, demand)


def can_decide_demand(user, demand):
    """The head of sales and the general manager (ORD-04, SUP-04)."""
    return may(user, "demand", "A", owner=demand.responsible, document=demand)
