"""What orders, deliveries and money answer contracts about one of theirs, and do when it is amended."""

from orders.contract_life.correction import correct_orders, orders_concerned
from orders.contract_life.figures import life_of
from salesmgmt.core import registry


def register():
    registry.register_fact("contract", "life", life_of)
    registry.register_fact("contract", "orders_concerned", orders_concerned)
    # After the order changes that waited for the amendment.
    registry.register_command("contract", "amended", "contract_life", correct_orders, order=60)
