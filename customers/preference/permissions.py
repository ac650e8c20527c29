from salesmgmt.core.permissions import may


def can_keep_preference(user, customer):
    """Whoever keeps the customer's file (CUS-06)."""
    return may(user, "customer", "U", owner=customer.owner)
