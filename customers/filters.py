"""What the lists of this app are filtered by."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from customers.domain.facts import with_orders_last_12m
from customers.models import Customer, CustomerEvaluation, Grade, Lead, Opportunity, ProductCategory
from salesmgmt.core.models import Unit
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter

TAGS = forms.SelectMultiple(attrs={"data-enhance": "tags"})


def regions(request=None):
    return Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)


class LeadFilters(BaseFilterSet):
    status = StatusFilter(Lead.Status)
    source = filters.MultipleChoiceFilter(choices=Lead.Source.choices, label=_("source"), widget=TAGS)
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    channel = filters.ChoiceFilter(choices=Lead.Channel.choices, label=_("channel"))
    is_priority = filters.BooleanFilter(label=_("priority target"))
    created_at = DateRangeFilter(label=_("entered"))

    class Meta:
        model = Lead
        fields = ["status", "source", "owner", "region", "channel", "is_priority", "created_at"]
        primary = ("status", "source", "owner")


class CustomerFilters(BaseFilterSet):
    """By name, region, owner, grade, segment, location, status, orders of 12 months (CUS-03, CUS-05)."""

    status = StatusFilter(Customer.Status)
    grade = filters.MultipleChoiceFilter(
        choices=[*Grade.choices, ("-", _("not evaluated"))], method="filter_grade", label=_("credit grade"), widget=TAGS
    )
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    segment = filters.ChoiceFilter(choices=Customer.Segment.choices, label=_("segment"))
    location_type = filters.ChoiceFilter(choices=Customer.Location.choices, label=_("location"))
    categories = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    orders = filters.NumberFilter(method="filter_orders", label=_("orders in 12 months, at least"), min_value=0)
    executive_sponsor = PersonFilter(label=_("sponsor in management"))
    is_key = filters.BooleanFilter(label=_("key customer"))
    origin = filters.ChoiceFilter(choices=Customer.Origin.choices, label=_("origin"))
    no_owner = filters.BooleanFilter(field_name="owner", lookup_expr="isnull", label=_("without responsible rep"))

    class Meta:
        model = Customer
        fields = ["status", "grade", "owner", "region", "segment", "location_type", "categories"]
        primary = ("status", "grade", "owner", "region")

    def filter_grade(self, queryset, name, value):
        return queryset.filter(grade__in=["" if each == "-" else each for each in value]) if value else queryset

    def filter_orders(self, queryset, name, value):
        return with_orders_last_12m(queryset).filter(orders_last_12m__gte=value)


class OpportunityFilters(BaseFilterSet):
    status = StatusFilter(Opportunity.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    expected_on = DateRangeFilter()
    expected_amount = MoneyRangeFilter()

    class Meta:
        model = Opportunity
        fields = ["status", "customer__owner", "expected_on", "expected_amount"]
        primary = ("status", "customer__owner")


class EvaluationFilters(BaseFilterSet):
    status = StatusFilter(CustomerEvaluation.Status)
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("credit grade"), widget=TAGS)
    customer__owner = PersonFilter(label=_("responsible rep"))
    occasion = filters.ChoiceFilter(choices=CustomerEvaluation.Occasion.choices, label=_("occasion"))
    approved_on = DateRangeFilter(label=_("approved on"))

    class Meta:
        model = CustomerEvaluation
        fields = ["status", "grade", "customer__owner", "occasion", "approved_on"]
        search = ("number", "customer__name")
        primary = ("status", "grade", "customer__owner")


class ChannelFilters(BaseFilterSet):
    created_at = DateRangeFilter(label=_("entered"))
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))

    class Meta:
        model = Lead
        fields = ["created_at", "owner", "region"]
        primary = ("created_at", "owner", "region")
