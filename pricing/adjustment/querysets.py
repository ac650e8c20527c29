from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from pricing.competitor.models import CompetitorPrice
from pricing.cost.models import ProductCost
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User


class PriceAdjustmentQuerySet(ScopedQuerySet):
    MATRIX_KEY = "price_adjustment"
    OWNER = "created_by"


class AdjustmentLineQuerySet(ScopedQuerySet):
    """The items of an adjustment are as visible as it is."""

    MATRIX_KEY = "price_adjustment"
    OWNER = "adjustment__created_by"

    def visible_to(self, user: User) -> AdjustmentLineQuerySet:
        adjustments = self.model._meta.get_field("adjustment").related_model
        return self.filter(adjustment__in=adjustments.objects.visible_to(user))

    def with_effect(self) -> AdjustmentLineQuerySet:
        """``difference`` and ``effect``: what the quantity of the last twelve months would have brought more or less."""
        difference = F("new_price") - F("old_price")
        return self.annotate(
            difference=models.ExpressionWrapper(difference, models.DecimalField(max_digits=18, decimal_places=6)),
            effect=models.ExpressionWrapper(
                difference * F("sold_quantity"), models.DecimalField(max_digits=20, decimal_places=2)
            ),
        )

    def with_unit_cost(self, day: dt.date | None = None) -> AdjustmentLineQuerySet:
        """``unit_cost`` on the day, for those who see cost (SEC-03)."""
        total = F("material") + F("production") + F("transport") + F("management")
        costs = ProductCost.objects.filter(product=OuterRef("product"), valid_from__lte=day or today())
        return self.annotate(unit_cost=Subquery(costs.order_by("-valid_from").annotate(t=total).values("t")[:1]))

    def with_market(self, day: dt.date | None = None) -> AdjustmentLineQuerySet:
        """``heard``: of each competitor his latest price of the product, with its day (PRC-02)."""
        prices = CompetitorPrice.objects.filter(product=OuterRef("product"), seen_on__lte=day or today())
        latest = prices.order_by("competitor", "-seen_on").distinct("competitor")
        return self.annotate(
            heard=ArraySubquery(
                latest.values(found=JSONObject(competitor="competitor", price="price", seen_on="seen_on"))
            )
        )
