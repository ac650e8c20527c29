"""Filters of the lists; they stay in the address bar."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.models import ProductCategory
from pricing.models import PriceList, PriceRule, Product, Quote, SpecialDiscount
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class ProductFilters(BaseFilterSet):
    category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    is_active = filters.BooleanFilter(label=_("on sale"))
    list_price = MoneyRangeFilter(label=_("list price"))

    class Meta:
        model = Product
        fields = ["category", "pricing_strategy", "is_active", "list_price"]
        primary = ("category", "pricing_strategy")


class PriceListFilters(BaseFilterSet):
    status = StatusFilter(PriceList.Status)

    class Meta:
        model = PriceList
        fields = ["status"]
        search = ("name", "number")


class PriceRuleFilters(BaseFilterSet):
    is_active = filters.BooleanFilter(label=_("active"))

    class Meta:
        model = PriceRule
        fields = ["segment", "grade", "is_active"]
        search = ("name", "product__name", "product__code")


class QuoteFilters(BaseFilterSet):
    status = StatusFilter(Quote.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    has_special = filters.BooleanFilter(label=_("with special prices"))
    quote_date = DateRangeFilter(label=_("date of the quote"))
    valid_until = DateRangeFilter(label=_("valid until"))
    amount = MoneyRangeFilter(label=_("amount"))

    class Meta:
        model = Quote
        fields = ["status", "customer__owner", "has_special", "quote_date", "valid_until", "amount"]
        primary = ("status", "customer__owner", "has_special")


class SpecialDiscountFilters(BaseFilterSet):
    status = StatusFilter(SpecialDiscount.Status)
    quote__customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = SpecialDiscount
        fields = ["status", "quote__customer__owner"]
        search = ("number", "quote__number", "quote__customer__name", "reason")
