import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from orders.plan.models import PlanRelease
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


def yes_filter(label, method):
    return filters.BooleanFilter(
        label=label, method=method, widget=forms.Select(choices=[("", "—"), ("true", _("yes"))])
    )


class PlanReleaseFilters(BaseFilterSet):
    status = StatusFilter(PlanRelease.Status)
    kind = filters.ChoiceFilter(choices=PlanRelease.Kind.choices, label=_("kind"))
    released_at = DateRangeFilter(label=_("released at"))
    form_missing = yes_filter(_("form missing after an oral notice"), "filter_form_missing")

    class Meta:
        model = PlanRelease
        fields = ["status", "kind"]
        search = ("number", "order__number", "order__customer__name")
        primary = ("status", "kind")

    def filter_form_missing(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(verbal_notice_at__isnull=False, released_at__isnull=True).exclude(
            status=PlanRelease.Status.CANCELLED
        )
