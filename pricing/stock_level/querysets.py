from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class StockLevelQuerySet(ScopedQuerySet):
    """Stock belongs to nobody: who may read it at all reads all of it."""

    MATRIX_KEY = "stock_level"

    def within(self, user: User, verb: str) -> StockLevelQuerySet:
        return self if may_at_all(user, "stock_level", verb) else self.none()
