from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class SupplyCheckQuerySet(ScopedQuerySet):
    """A check shows the customer's debts: who may read the demand notice and may see prices, reads it."""

    MATRIX_KEY = "demand"

    def about_visible(self, user: User) -> SupplyCheckQuerySet:
        """A check is as visible as the notice or the order it is about."""
        seen = {name: self._related(name).objects.visible_to(user).values("pk") for name in ("demand", "order")}
        return self.filter(demand__in=seen["demand"]) | self.filter(order__in=seen["order"])

    def _related(self, name: str) -> type[Any]:
        return self.model._meta.get_field(name).related_model
