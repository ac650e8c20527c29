"""What the registrations of several rooms use."""

from salesmgmt.core.permissions import may_at_all


def reads(key):
    """can(user) of menus and cards: the matrix lets this person read such documents somewhere."""
    return lambda user: may_at_all(user, key, "R")


def has(*roles):
    return lambda user: user.has_role(*roles)


def of_customer(rows, params):
    """Narrows a look-up to the customer chosen in the same form."""
    chosen = params.get("customer")
    return rows.filter(customer=chosen) if chosen else rows.none()
