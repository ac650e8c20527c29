import django_filters as filters
from django.utils.translation import gettext_lazy as _

from pricing.quote.models import Quote
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


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
