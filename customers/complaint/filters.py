"""What lists of complaints are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.complaint.models import Complaint
from customers.complaint.querysets import OPEN
from customers.complaint_cause.models import ComplaintCause
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class ComplaintFilters(BaseFilterSet):
    status = StatusFilter(Complaint.Status)
    open = filters.BooleanFilter(label=_("open"), method="filter_open")
    sla_state = filters.ChoiceFilter(choices=Complaint.SLA.choices, label=_("clock"))
    severity = filters.ChoiceFilter(choices=Complaint.Severity.choices, label=_("severity"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    cause = filters.ModelChoiceFilter(queryset=ComplaintCause.objects.all(), label=_("root cause"))
    product_category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    product_name = filters.CharFilter(label=_("product"), lookup_expr="icontains")
    received_at = DateRangeFilter(label=_("received"))
    closed_at = DateRangeFilter(label=_("closed at"))
    escalated = filters.BooleanFilter(
        label=_("escalated"), field_name="escalated_to", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Complaint
        fields = [
            "status",
            "open",
            "sla_state",
            "severity",
            "customer__owner",
            "cause",
            "product_category",
            "received_at",
        ]
        primary = ("status", "sla_state", "customer__owner")

    def filter_open(self, queryset, name, value):
        return queryset.filter(status__in=OPEN) if value else queryset.exclude(status__in=OPEN)
