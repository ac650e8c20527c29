import django_filters as filters
from django.utils.translation import pgettext_lazy

from performance.alert.models import Alert, AlertRule
from performance.alert.states import AlertStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class AlertFilters(BaseFilterSet):
    status = StatusFilter(AlertStatus)
    rule = filters.ModelChoiceFilter(
        label=pgettext_lazy("alert", "what is watched"), queryset=lambda request: AlertRule.objects.all()
    )
    customer__owner = PersonFilter(label=pgettext_lazy("alert", "responsible rep"))
    opened_on = DateRangeFilter()

    class Meta:
        model = Alert
        fields = ["status", "rule", "customer__owner", "opened_on"]
        search = ("number", "subject", "customer__name")
        primary = ("status", "rule", "customer__owner")
