from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Upper

from salesmgmt.core.calendar import today
from salesmgmt.core.money import UnitPriceField
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


class PriceQuerySet(ScopedQuerySet):
    """Products, lists and rules belong to nobody: who may read prices at all reads all of them."""

    MATRIX_KEY = "price"

    def within(self, user: User, verb: str) -> Any:
        return self if may_at_all(user, "price", verb) else self.none()


class ProductQuerySet(SearchQuerySet, PriceQuerySet):
    def by_code(self, codes: set[str]) -> ProductQuerySet:
        """Whatever the capitals; the codes are given in capitals."""
        return self.annotate(capital_code=Upper("code")).filter(capital_code__in=list(codes))

    def on_sale(self) -> ProductQuerySet:
        return self.filter(is_active=True)

    def with_list_price(self, day: dt.date | None = None) -> ProductQuerySet:
        """``list_price`` of the price list that holds on the day: one subquery, whatever the number of rows."""
        item = self.model._meta.get_field("price_items").related_model
        price_list = item._meta.get_field("price_list").related_model
        current = price_list.objects.holding_on(day or today()).values("pk")[:1]
        found = item.objects.filter(product=OuterRef("pk"), price_list=Subquery(current)).values("price")[:1]
        return self.annotate(list_price=Subquery(found, output_field=UnitPriceField()))

    def with_unit_cost(self, day: dt.date | None = None) -> ProductQuerySet:
        """``unit_cost`` on the day, for those who see cost."""
        cost = self.model._meta.get_field("costs").related_model
        total = F("material") + F("production") + F("transport") + F("management")
        found = cost.objects.filter(product=OuterRef("pk"), valid_from__lte=day or today()).order_by("-valid_from")
        return self.annotate(unit_cost=Subquery(found.annotate(total=total).values("total")[:1]))
