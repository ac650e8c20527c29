"""What lists of service tickets are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.service.models import ServiceTeam
from customers.ticket.models import ServiceTicket
from customers.ticket.querysets import OPEN
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class TicketFilters(BaseFilterSet):
    status = StatusFilter(ServiceTicket.Status)
    open = filters.BooleanFilter(label=_("open"), method="filter_open")
    assignee = PersonFilter(label=_("assigned to"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    kind = filters.ChoiceFilter(choices=ServiceTicket.Need.choices, label=_("kind of service"))
    warranty = filters.ChoiceFilter(choices=ServiceTicket.Warranty.choices, label=_("warranty"))
    team = filters.ModelChoiceFilter(queryset=ServiceTeam.objects.all(), label=_("service team"))
    product_category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    lacks_skill = filters.BooleanFilter(label=_("without the skill"))
    opened_at = DateRangeFilter(label=_("opened at"))

    class Meta:
        model = ServiceTicket
        fields = ["status", "open", "assignee", "customer__owner", "kind", "warranty", "team", "opened_at"]
        primary = ("status", "assignee", "warranty")

    def filter_open(self, queryset, name, value):
        return queryset.filter(status__in=OPEN) if value else queryset.exclude(status__in=OPEN)
