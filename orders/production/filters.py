from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.plan.filters import yes_filter
from orders.production.models import Production
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class ProductionFilters(BaseFilterSet):
    status = StatusFilter(Production.Status)
    planned_date = DateRangeFilter(label=_("planned completion"))
    late = yes_filter(_("late"), "filter_late")

    class Meta:
        model = Production
        fields = ["status"]
        search = ("number", "order__number", "order_line__product__name", "order_line__product__code")
        primary = ("status", "late")

    def filter_late(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(
            status__in=[Production.Status.PLANNED, Production.Status.IN_PRODUCTION, Production.Status.REWORK],
            planned_date__lt=timezone.localdate(),
        )
