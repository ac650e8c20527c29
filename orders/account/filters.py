import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.account.models import LedgerEntry
from salesmgmt.core.calendar import today
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter

YEARS = 10


def years():
    """This year and those before it, as choices."""
    this = today().year
    return [(str(year), str(year)) for year in range(this, this - YEARS, -1)]


class LedgerFilters(BaseFilterSet):
    """Of an account: by year, by kind, by days; the balance beside an entry stays that of the whole account."""

    year = filters.ChoiceFilter(field_name="date", lookup_expr="year", choices=years, label=_("year"))
    kind = StatusFilter(LedgerEntry.Kind, label=_("kind"))
    date = DateRangeFilter(label=_("date"))

    class Meta:
        model = LedgerEntry
        fields = ["year", "kind", "date"]
        primary = ("year", "kind")
