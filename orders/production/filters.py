import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.production.models import Production
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter, with_or_without


class ProductionFilters(BaseFilterSet):
    status = StatusFilter(Production.Status)
    planned_date = DateRangeFilter(label=_("planned completion"))
    kind = filters.ChoiceFilter(choices=Production.Kind.choices, label=_("kind"))
    delayed = filters.BooleanFilter(label=_("delayed"))
    late = filters.BooleanFilter(label=_("late"), method="filter_late")

    class Meta:
        model = Production
        fields = ["status", "kind", "delayed"]
        search = ("number", "order__number", "order_line__product__name", "order_line__product__code")
        primary = ("status", "kind", "delayed")

    def filter_late(self, queryset, name, value):
        late = queryset.filter(status__in=Production.RUNNING, planned_date__lt=timezone.localdate())
        return with_or_without(queryset, late, value)
