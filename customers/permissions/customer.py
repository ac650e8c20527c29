"""Who may do what with customer files."""

from salesmgmt.core.permissions import may, scopes


def can_create_customer(user):
    return bool(scopes(user, "customer", "C"))


def can_edit_customer(user, customer):
    return may(user, "customer", "U", owner=customer.owner)


def can_reassign_customer(user, customer):
    """The manager of the region, or the director (CUS-08)."""
    return may(user, "customer", "reassign", owner=customer.owner)
