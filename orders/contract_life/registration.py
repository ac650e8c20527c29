"""What orders, deliveries and money answer contracts about one of theirs, and do when it is amended or ends."""

import datetime as dt

from orders.contract_life.correction import correct_orders, orders_concerned
from orders.contract_life.figures import Measure, customer_references, dates_of, goods_events, life_of, order_lines
from orders.contract_life.settlement import settlement_of, stop_orders
from orders.order.progress import orders_under
from salesmgmt.core import registry
from salesmgmt.core.read_once import read_once


def register():
    registry.register_fact("contract", "life", _life_once)
    registry.register_fact("contract", "dates", dates_of)
    registry.register_fact("contract", "customer_references", customer_references)
    registry.register_fact("contract", "goods_events", _events_once)
    registry.register_fact("contract", "orders_concerned", orders_concerned)
    registry.register_fact("contract", "settlement", settlement_of)
    registry.register_command("contract", "terminated", "contract_life", stop_orders)
    # After the order changes that waited for the amendment.
    registry.register_command("contract", "amended", "contract_life", correct_orders, order=60)


def _lines_once(contract):
    return read_once(contract, "order_lines", lambda: order_lines(contract) if orders_under(contract) else [])


def _life_once(contract) -> dict[str, Measure]:
    """life_of() a contract: three cards of one page show it."""
    return read_once(contract, "life", lambda: life_of(contract, _lines_once(contract)))


def _events_once(contract) -> dict[str, dt.date]:
    """goods_events() from the lines that the page has read already."""
    return goods_events(contract, _lines_once(contract))
