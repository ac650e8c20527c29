import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.opportunity.funnel import stale
from customers.opportunity.models import Opportunity
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class OpportunityFilters(BaseFilterSet):
    status = StatusFilter(Opportunity.Status, label=_("stage"))
    assigned_to = PersonFilter(label=_("followed by"))
    priority = filters.ChoiceFilter(choices=Opportunity.Priority.choices, label=_("importance"))
    customer__owner = PersonFilter(label=_("the customer's rep"))
    expected_on = DateRangeFilter()
    expected_amount = MoneyRangeFilter()
    next_contact_on = DateRangeFilter()
    is_complex = filters.BooleanFilter()
    due = filters.BooleanFilter(method="filter_due", label=_("contact is due"))
    stale = filters.BooleanFilter(method="filter_stale", label=_("stands still"))
    not_contacted = filters.BooleanFilter(method="filter_silent", label=_("assigned, no contact yet"))
    screened = filters.BooleanFilter(field_name="screened_at", lookup_expr="isnull", exclude=True, label=_("screened"))
    open = filters.BooleanFilter(method="filter_open", label=_("in progress"))

    class Meta:
        model = Opportunity
        fields = ["status", "assigned_to", "priority", "customer__owner", "expected_on", "expected_amount"]
        primary = ("status", "assigned_to", "priority")

    def filter_due(self, rows, name, value):
        due = rows.open().filter(next_contact_on__lte=today())
        return due if value else rows.exclude(pk__in=due.values("pk"))

    def filter_stale(self, rows, name, value):
        found = stale(rows, policy().opportunity_stale_days)
        return found if value else rows.exclude(pk__in=found.values("pk"))

    def filter_silent(self, rows, name, value):
        silent = rows.not_contacted()
        return silent if value else rows.exclude(pk__in=silent.order_by().values("pk"))

    def filter_open(self, rows, name, value):
        return rows.open() if value else rows.filter(status__in=[Opportunity.Status.WON, Opportunity.Status.LOST])


class FunnelFilters(BaseFilterSet):
    assigned_to = PersonFilter(label=_("followed by"))
    priority = filters.ChoiceFilter(choices=Opportunity.Priority.choices, label=_("importance"))
    created_at = DateRangeFilter(label=_("opened"))

    class Meta:
        model = Opportunity
        fields = ["assigned_to", "priority", "created_at"]


class PipelineFilters(BaseFilterSet):
    assigned_to = PersonFilter(label=_("followed by"))
    priority = filters.ChoiceFilter(choices=Opportunity.Priority.choices, label=_("importance"))
    expected_on = DateRangeFilter()

    class Meta:
        model = Opportunity
        fields = ["assigned_to", "priority", "expected_on"]
        primary = ("assigned_to", "priority", "expected_on")
