import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.production.models import Production
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter, with_or_without


class ProductionFilters(BaseFilterSet):
    status = StatusFilter(Production.Status)
    planned_date = DateRangeFilter(label=_("planned completion"))
    late = filters.BooleanFilter(label=_("late"), method="filter_late")

    class Meta:
        model = Production
        fields = ["status"]
        search = ("number", "order__number", "order_line__product__name", "order_line__product__code")
        primary = ("status", "late")

    def filter_late(self, queryset, name, value):
        running = ["planned", "in_production", "rework"]
        late = queryset.filter(status__in=running, planned_date__lt=timezone.localdate())
        return with_or_without(queryset, late, value)
