from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from pricing.product.querysets import PriceQuerySet

if TYPE_CHECKING:
    import datetime as dt


class PriceListQuerySet(PriceQuerySet):
    def holding_on(self, day: dt.date) -> PriceListQuerySet:
        """Released lists that have begun on the day, the newest first: the first one holds (PRC-09)."""
        return self.filter(status__in=self.model.RELEASED, valid_from__lte=day).order_by("-valid_from")

    def with_item_count(self) -> PriceListQuerySet:
        item = self.model._meta.get_field("items").related_model
        count = item.objects.filter(price_list=OuterRef("pk")).order_by().values("price_list").annotate(n=Count("pk"))
        return self.annotate(item_count=Coalesce(Subquery(count.values("n")), 0))


class PriceRuleQuerySet(PriceQuerySet):
    def holding_on(self, day: dt.date) -> PriceRuleQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), is_active=True, valid_from__lte=day)

    def about(self, products: list) -> PriceRuleQuerySet:
        """Rules of these products, of a category, or of everything."""
        return self.filter(Q(product__in=[product.pk for product in products]) | Q(product__isnull=True))
