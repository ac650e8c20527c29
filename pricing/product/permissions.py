from salesmgmt.core.permissions import may_at_all


def can_edit_product(user, product=None):
    return may_at_all(user, "price", "U")


def can_read_prices(user):
    return may_at_all(user, "price", "R")
