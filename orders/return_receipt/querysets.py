from __future__ import annotations

from django.db import models

from orders.order.states import OrderStatus


class ReturnReplacementQuerySet(models.QuerySet):
    def live(self) -> ReturnReplacementQuerySet:
        """Of orders that were not cancelled."""
        return self.exclude(order_line__order__status=OrderStatus.CANCELLED)
