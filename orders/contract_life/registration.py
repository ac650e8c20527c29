"""What orders, deliveries and money answer contracts about one of theirs, and do when it is amended or ends."""

from orders.contract_life.correction import correct_orders, orders_concerned
from orders.contract_life.figures import customer_references, dates_of, goods_events, life_of
from orders.contract_life.settlement import settlement_of, stop_orders
from salesmgmt.core import registry


def register():
    registry.register_fact("contract", "life", life_of)
    registry.register_fact("contract", "dates", dates_of)
    registry.register_fact("contract", "customer_references", customer_references)
    registry.register_fact("contract", "goods_events", goods_events)
    registry.register_fact("contract", "orders_concerned", orders_concerned)
    registry.register_fact("contract", "settlement", settlement_of)
    registry.register_command("contract", "terminated", "contract_life", stop_orders)
    # After the order changes that waited for the amendment.
    registry.register_command("contract", "amended", "contract_life", correct_orders, order=60)
