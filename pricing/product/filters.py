import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from pricing.product.models import Product
from salesmgmt.core.web.filters import BaseFilterSet, MoneyRangeFilter


class ProductFilters(BaseFilterSet):
    category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    is_active = filters.BooleanFilter(label=_("on sale"))
    list_price = MoneyRangeFilter(label=_("list price"))

    class Meta:
        model = Product
        fields = ["category", "pricing_strategy", "is_active", "list_price"]
        primary = ("category", "pricing_strategy")
