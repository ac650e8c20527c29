from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet


class StockLevelQuerySet(ScopedQuerySet):
    """Stock belongs to nobody: who may read it at all reads all of it."""

    MATRIX_KEY = "stock_level"

    def within(self, user, verb):
        return self if may_at_all(user, "stock_level", verb) else self.none()
