from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Q, Sum, When

from orders.stock.states import IN_STORE, StockState
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class StockBalanceQuerySet(ScopedQuerySet):
    """Stock belongs to nobody: who may read it at all reads all of it."""

    MATRIX_KEY = "stock"

    def with_on_hand(self) -> Any:
        """``on_hand``: what lies in the finished goods store."""
        return self.annotate(on_hand=sum((F(state) for state in IN_STORE[1:]), F(IN_STORE[0])))

    def in_state(self, state: Any) -> Any:
        """Products of which something is in this state."""
        return self.filter(**{f"{state}__gt": 0}) if state in StockState.values else self


class StockMovementQuerySet(ScopedQuerySet):
    MATRIX_KEY = "stock_movement"

    def touching(self, state: Any) -> Any:
        """What went into this state or out of it."""
        return self.filter(Q(to_state=state) | Q(from_state=state))

    def net_of(self, state: Any, *groups: Any) -> Any:
        """By these fields ``net``: what the movements put into a state, less what they took out."""
        signed = Case(
            When(to_state=state, then=F("quantity")),
            When(from_state=state, then=-F("quantity")),
            default=0,
            output_field=models.DecimalField(max_digits=14, decimal_places=2),
        )
        return self.touching(state).order_by().values(*groups).annotate(net=Sum(signed))
