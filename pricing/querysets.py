"""Row-level scope and the columns lists need."""

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class PriceQuerySet(ScopedQuerySet):
    """Products, lists and rules belong to nobody: who may read prices at all reads all of them."""

    MATRIX_KEY = "price"

    def within(self, user, verb):
        return self if may_at_all(user, "price", verb) else self.none()


class ProductQuerySet(SearchQuerySet, PriceQuerySet):
    def on_sale(self):
        return self.filter(is_active=True)

    def with_list_price(self, day=None):
        """``list_price`` of the price list that holds on the day: one subquery, whatever the number of rows."""
        item = self.model._meta.get_field("price_items").related_model
        price_list = item._meta.get_field("price_list").related_model
        current = price_list.objects.holding_on(day or today()).values("pk")[:1]
        found = item.objects.filter(product=OuterRef("pk"), price_list=Subquery(current)).values("price")[:1]
        return self.annotate(list_price=Subquery(found, output_field=DecimalField()))

    def with_unit_cost(self, day=None):
        """``unit_cost`` on the day, for those who see cost."""
        cost = self.model._meta.get_field("costs").related_model
        total = F("material") + F("production") + F("transport") + F("management")
        found = cost.objects.filter(product=OuterRef("pk"), valid_from__lte=day or today()).order_by("-valid_from")
        return self.annotate(unit_cost=Subquery(found.annotate(total=total).values("total")[:1]))


class PriceListQuerySet(PriceQuerySet):
    def holding_on(self, day):
        """Released lists that have begun on the day, the newest first: the first one holds (PRC-09)."""
        return self.exclude(status__in=["draft", "discarded"]).filter(valid_from__lte=day).order_by("-valid_from")

    def with_item_count(self):
        item = self.model._meta.get_field("items").related_model
        count = item.objects.filter(price_list=OuterRef("pk")).order_by().values("price_list").annotate(n=Count("pk"))
        return self.annotate(item_count=Coalesce(Subquery(count.values("n")), 0))


class PriceRuleQuerySet(PriceQuerySet):
    def holding_on(self, day):
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), is_active=True, valid_from__lte=day)

    def for_product(self, product):
        """Rules of the product, of its category, or of everything."""
        condition = Q(product=product) | Q(product__isnull=True, category__isnull=True)
        if product.category_id:
            condition |= Q(product__isnull=True, category=product.category_id)
        return self.filter(condition)


class QuoteQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "quote"
    OWNER = "customer__owner"

    def with_special(self):
        """``has_special``: some line stands outside the price rules."""
        line = self.model._meta.get_field("lines").related_model
        return self.annotate(has_special=Exists(line.objects.filter(quote=OuterRef("pk"), price_status="special")))

    def run_out(self, day):
        """Approved or sent, and the last day of validity lies before ``day`` (J11)."""
        return self.filter(status__in=self.model.STANDING, valid_until__lt=day)


class SpecialDiscountQuerySet(ScopedQuerySet):
    MATRIX_KEY = "special_discount"
    OWNER = "quote__customer__owner"
