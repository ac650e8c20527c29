from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, sees_prices
from salesmgmt.core.refusal import because


@because(_("An order is entered by the sales representative in charge of the customer."))
def can_create_order(user, customer):
    return may(user, "order", "C", owner=customer.owner)


@because(_("An order is edited by the sales representative in charge of it."))
def can_edit_order(user, order):
    return may(user, "order", "U", owner=order.responsible, document=order)


@because(_("Prices stand on this paper; the warehouse and production see none. Print the one without prices."))
def can_print_prices(user, order):
    """The warehouse and production see no prices, on no paper."""
    return sees_prices(user)


@because(_("A change of an order is asked for by the sales representative in charge of it."))
def can_create_change(user, order):
    return may(user, "order_change", "C", owner=order.responsible)
