from salesmgmt.core.permissions import may, sees_prices


def can_create_order(user, customer):
    return may(user, "order", "C", owner=customer.owner)


def can_edit_order(user, order):
    return may(user, "order", "U", owner=order.responsible, document=order)


def can_print_prices(user, order):
    """The warehouse and production see no prices, on no paper."""
    return sees_prices(user)


def can_create_change(user, order):
    return may(user, "order_change", "C", owner=order.responsible)
