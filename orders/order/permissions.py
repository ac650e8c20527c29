from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, sees_prices
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.order.models import Order
    from salesmgmt.core.models import User


@because(_("An order is entered by the sales representative in charge of the customer."))
def can_create_order(user: User, customer: Customer) -> bool:
    return may(user, "order", "C", owner=customer.owner)


@because(_("An order is edited by the sales representative in charge of it."))
def can_edit_order(user: User, order: Order) -> bool:
    return may(user, "order", "U", owner=order.responsible, document=order)


@because(_("Prices stand on this paper; the warehouse and production see none. Print the one without prices."))
def can_print_prices(user: User, order: Order) -> bool:
    """The warehouse and production see no prices, on no paper."""
    return sees_prices(user)


@because(_("A change of an order is asked for by the sales representative in charge of it."))
def can_create_change(user: User, order: Order) -> bool:
    return may(user, "order_change", "C", owner=order.responsible)


def can_copy_order(user: User, order: Order) -> bool:
    return can_create_order(user, order.customer)
