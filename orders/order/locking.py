"""The order of locks everywhere in orders: the order, then its document."""

from __future__ import annotations

from typing import Any

from orders.order.models import Order
from salesmgmt.core.state import lock


def lock_under_order(model: type[Any], pk: int, *related: Any) -> Any:
    """A document that has an ``order``, locked after it: who works on one order's goods waits for one another.

    Raises BusinessError where the document has gone.
    """
    order = model._base_manager.filter(pk=pk).values_list("order", flat=True).first()
    if order is not None:
        lock(Order, order)
    return lock(model, pk, *related)
