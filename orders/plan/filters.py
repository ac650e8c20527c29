import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.plan.models import PlanRelease
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter, with_or_without


class PlanReleaseFilters(BaseFilterSet):
    status = StatusFilter(PlanRelease.Status)
    kind = filters.ChoiceFilter(choices=PlanRelease.Kind.choices, label=_("kind"))
    released_at = DateRangeFilter(label=_("released at"))
    form_missing = filters.BooleanFilter(label=_("form missing after an oral notice"), method="filter_form_missing")

    class Meta:
        model = PlanRelease
        fields = ["status", "kind"]
        search = ("number", "order__number", "order__customer__name")
        primary = ("status", "kind")

    def filter_form_missing(self, queryset, name, value):
        missing = queryset.filter(verbal_notice_at__isnull=False, released_at__isnull=True).exclude(status="cancelled")
        return with_or_without(queryset, missing, value)
