from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class MaterialIndexQuerySet(ScopedQuerySet):
    """Indices belong to nobody: who may read them at all reads all of them."""

    MATRIX_KEY = "material_index"

    def within(self, user: User, verb: str) -> MaterialIndexQuerySet:
        return self if may_at_all(user, self.MATRIX_KEY, verb) else self.none()

    def with_latest(self) -> MaterialIndexQuerySet:
        """``latest_value``, ``latest_day`` and ``product_count``: subqueries, whatever the number of rows."""
        reading = self.model._meta.get_field("readings").related_model
        latest = reading.objects.filter(index=OuterRef("pk")).order_by("-day")
        use = self.model._meta.get_field("uses").related_model
        count = use.objects.filter(index=OuterRef("pk")).order_by().values("index").annotate(n=Count("pk")).values("n")
        return self.annotate(
            latest_value=Subquery(latest.values("value")[:1]),
            latest_day=Subquery(latest.values("day")[:1]),
            product_count=Coalesce(Subquery(count), 0),
        )


class PriceReviewQuerySet(ScopedQuerySet):
    MATRIX_KEY = "price_review"

    def within(self, user: User, verb: str) -> PriceReviewQuerySet:
        return self if may_at_all(user, self.MATRIX_KEY, verb) else self.none()
