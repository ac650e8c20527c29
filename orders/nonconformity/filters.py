import django_filters as filters
from django.utils.translation import pgettext_lazy

from orders.nonconformity.models import Nonconformity
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class NonconformityFilters(BaseFilterSet):
    status = StatusFilter(Nonconformity.Status)
    severity = filters.ChoiceFilter(
        choices=Nonconformity.Severity.choices, label=pgettext_lazy("nonconformity", "severity")
    )

    class Meta:
        model = Nonconformity
        fields = ["status", "severity"]
        search = ("number", "order__number", "product__name", "product__code")
        primary = ("status", "severity")
